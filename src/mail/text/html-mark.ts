/** How clients mark the mail they quote: by class, id or style. One row a client. */
const QUOTE_MARKS: readonly (readonly [
  client: string,
  attribute: 'class' | 'id' | 'style' | 'name',
  pattern: RegExp,
])[] = [
  ['Gmail', 'class', /(?:^|\s)gmail_(?:quote|extra|attr)(?:_container)?(?:\s|$)/],
  ['Yahoo', 'class', /(?:^|\s)(?:yahoo_quoted|ymail_android_signature_quote)(?:\s|$)/],
  ['Yahoo', 'id', /yahoo_quoted/],
  ['Thunderbird', 'class', /(?:^|\s)moz-cite-prefix(?:\s|$)/],
  [
    'Outlook web',
    'id',
    /^(?:x_)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)$/,
  ],
  ['Outlook', 'style', /border:\s*none;\s*border-top:\s*solid\s*#(?:E1E1E1|B5C4DF)/i],
  ['Outlook for Mac', 'class', /(?:^|\s)OutlookMessageHeader(?:\s|$)/],
  ['Proton', 'class', /(?:^|\s)protonmail_quote(?:\s|$)/],
  ['Zoho', 'class', /(?:^|\s)zmail_extra(?:\s|$)/],
  ['Tutanota', 'class', /(?:^|\s)tutanota_quote(?:\s|$)/],
  ['Front', 'class', /(?:^|\s)front-blockquote(?:\s|$)/],
  ['Spark', 'name', /^messageReplySection$/],
  ['NetEase', 'class', /(?:^|\s)ntes-mailmaster-quote(?:\s|$)/],
  ['NetEase', 'id', /^(?:isReplyContent|ntes-pcmac-quote)$/],
  ['Tencent', 'class', /(?:^|\s)(?:xm_mail_oringinal_describe|x?qmbox)(?:\s|$)/],
  ['Aliyun', 'class', /(?:^|\s)(?:alimail-quote|__aliyun_previous_body_wrap)(?:\s|$)/],
  ['Unibox', 'class', /(?:^|\s)(?:unibox-mail-quote|quoted-text|WordSection1_quote)(?:\s|$)/],
];
const SIGNATURE_MARKS =
  /(?:^|\s)(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|mail-signature|protonmail_signature_block|zmail_signature|ntes-signature|ntes-mailmaster-signature|ntes_not_fresh_table|foxmail_sign|alimail-signature|lark-mail-signature|wemail_signature|xm_signature)(?:\s|$)/;
const SIGNATURE_IDS =
  /^(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|lineBreakAtBeginningOfSignature|spnEditorSign_app|mail-signature|_FoxSIGNATURE)/i;

type Attributes = Readonly<Record<string, string>>;

/** Whether an element is a client's container of the quoted mail. */
export function isQuoteMark(attributes: Attributes): boolean {
  for (const [, attribute, pattern] of QUOTE_MARKS) {
    const value = attributes[attribute];
    if (value !== undefined && pattern.test(value)) return true;
  }
  return false;
}

/** Whether an element is a client's container of the signature. */
export function isSignatureMark(attributes: Attributes): boolean {
  return SIGNATURE_MARKS.test(attributes.class ?? '') || SIGNATURE_IDS.test(attributes.id ?? '');
}

/** Whether a blockquote cites a mail; one with a plain margin only indents. */
export function isCitation(attributes: Attributes): boolean {
  const style = attributes.style ?? '';
  return (
    !/margin/i.test(style) ||
    attributes.type === 'cite' ||
    /quote/.test(attributes.class ?? '') ||
    /border-left/i.test(style)
  );
}
