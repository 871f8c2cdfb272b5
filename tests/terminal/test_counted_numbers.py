"""A food's card says which of its published numbers are shown."""

from conftest import Run


def test_the_title_counts_where_some_of_the_numbers_that_count_are_hidden(run: Run) -> None:
    def titles(*options: str) -> list[str]:
        lines = run("show", "natto", "--format", "table", *options).stdout.splitlines()
        return [line.strip() for line in lines if line.startswith(("The numbers", "Every"))]

    counted = run("show", "natto", "--csv").stdout.count(",counted,")
    assert titles() == ["The numbers used for the values above"]
    assert titles("-n", str(counted)) == ["The numbers used for the values above"]
    assert titles("-n", "3") == [f"The numbers used for the values above, 3 of {counted}"]
    assert titles("--all") == ["Every published number"]
