/** How providers announce the copy of the mail they return. */
const ORIGINAL_COPY =
  /^.{0,10}(?:-{2,}.{0,60}(?:copy of (?:the|your)|original message|returned message|message (?:header|follows)|undelivered message|unsent message|headers?\b|included message|mail message).{0,60}|this is a copy of the (?:message|headers).{0,60}|received: (?:from|by) .{3,}|return-path:.{2,}|the original message (?:was|follows).{0,60}|(?:original )?message headers:?|.{0,20}(?:原邮件|原始邮件|原信)(?!信息|主题|的相关).{0,20}|message header follows.{0,20})$/im;

/** The bounce's own words, without the copy of the mail that failed. */
export function beforeCopy(text: string): string {
  const plain = text.slice(0, 60_000);
  const copy = ORIGINAL_COPY.exec(plain);
  return copy && copy.index > 40 ? plain.slice(0, copy.index) : plain;
}
