// Reads a packed part of the page: base64 of deflated JSON, written by vitk2/page/data.py.

/** The data in the element with this id. */
export async function unpacked(id) {
  const letters = document.getElementById(id).textContent;
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

/** Columns as rows: an object for each, repeated texts sharing one string. */
export function rowsOf(columns) {
  const names = Object.keys(columns);
  const cells = names.map((name) => {
    const column = columns[name];
    return Array.isArray(column) ? column : column.at.map((at) => (at === null ? null : column.texts[at]));
  });
  return cells[0].map((_, at) => Object.fromEntries(names.map((name, n) => [name, cells[n][at]])));
}

/** Rows parted into as many lists as there are counts. */
export function parted(rows, counts) {
  let from = 0;
  return counts.map((count) => rows.slice(from, (from += count)));
}
