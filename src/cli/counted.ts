/** `1 mail`, `2 mails`; with what follows in both forms where it goes by the number: `1 mail is`, `2 mails are`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
