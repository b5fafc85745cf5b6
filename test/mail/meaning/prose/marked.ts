/** Rows write what is to be read between « and »; a row without them holds nothing to read. */
export const marked = (row: string): readonly [text: string, read: string | undefined] => [
  row.replace(/[«»]/g, ''),
  /«(.*)»/s.exec(row)?.[1],
];
