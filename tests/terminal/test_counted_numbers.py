"""A food's card says which of its published numbers are shown."""

from conftest import Run


def test_the_title_counts_where_some_of_the_numbers_that_count_are_hidden(run: Run) -> None:
    def titles(*options: str) -> list[str]:
        lines = run("show", "natto", "--format", "table", *options).stdout.splitlines()
        return [line.strip() for line in lines if line.startswith(("The numbers", "Where each"))]

    counted = run("show", "natto", "--csv").stdout.count(",counted,")
    assert titles() == ["The numbers that count"]
    assert titles("-n", str(counted)) == ["The numbers that count"]
    assert titles("-n", "3") == [f"The numbers that count, 3 of {counted}"]
    assert titles("--all") == ["Where each number stands"]
