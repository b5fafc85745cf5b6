/** What notices below a mail speak of: each way a topic is named in, parted by `|`. */
export const TOPICS: readonly (readonly [topic: string, ways: string])[] = [
  ['this mail', 'this email | this e-mail | the message | this communication | the transmission | this correspondence'],
  ['this mail', 'diese E-Mail | dieser Nachricht | diesen mail | ce message | ce courriel | ce mail | ce courrier'],
  ['this mail', 'este mensaje | esta correo | este email | esta e-mail | esta mensagem | questo messaggio'],
  ['this mail', 'questa email | questa e-mail | questa comunicazione | dit bericht | deze email | deze e-mail'],
  [
    'this mail',
    '本邮件 | 此電子郵件 | 该电邮 | 該信件 | 本信息 | 此电子邮件 | このメール | 本電子メール | この電子メール',
  ],
  ['this mail', '본 메일 | 본 이메일 | 본 메시지 | это сообщение | это письмо'],
  ['confidential', 'confidential | privileged | proprietary | vertraulich | confidentiel | riservato'],
  ['confidential', 'vertrouwelijk | 机密 | 機密 | 保密 | 秘密 | конфиденциально | 기밀 | 비밀'],
  [
    'addressee',
    'named recipient | authorised addressee | authorized addressees | designated for | addressee | addressees',
  ],
  ['addressee', 'intended only | intended solely | recipient | recipients | Empfänger | Adressat | destinatario'],
  [
    'addressee',
    'geadresseerde | 收件人 | 收件者 | 接收者 | 收信人 | 接收人 | 受件人 | 宛先 | 受信者 | 受取人 | 수신자 | 수신인',
  ],
  ['addressee', 'адресат | получатель | named for'],
  [
    'delete',
    'delete | destroy | erase | löschen | vernichten | supprimer | détruire | eliminar | borrar | borre | apagar',
  ],
  ['delete', 'cancellare | verwijderen | 删除 | 刪除 | 销毁 | 銷毀 | 削除 | 破棄 | 삭제 | удалите'],
  ['use', 'meant for | meant only for | meant solely for | meant exclusively for | copying is forbidden'],
  ['use', 'copy it is unlawful | disseminating is forbidden | distribution is forbidden | disclosing is unlawful'],
  ['use', 'disclosure is unlawful | use forbidden | use of any of what it says in any way at all is unlawful'],
  [
    'use',
    'unauthorised | unauthorized | prohibited | untersagt | unbefugt | interdite | prohibida | proibita | vietato',
  ],
  ['use', '严禁 | 禁止 | 嚴禁 | 仅供 | 僅供 | 仅限 | 僅限 | 未经许可 | 未经本公司书面授权 | 未经同意 | 未经其允许'],
  [
    'use',
    '不得泄露 | 不得向他人披露 | 不得透露 | 不得传播 | 不得使用 | 不得复制 | 勿使用 | 勿复制 | 勿擅自传播 | 勿转发 | 勿泄露 | 勿披露',
  ],
  ['use', '無断 | 금지'],
  ['sender', 'notify the sender | inform its originator | contact its sender | advise sender | notify us immediately'],
  ['sender', 'inform immediately | contact by | received it in error | receive in error | Absender | irrtümlich'],
  ['sender', 'expéditeur | remitente | mittente | afzender | 误收 | 誤收 | 错误收到 | 错误地发送 | 誤って | 발신자'],
  ['sender', '通知本公司 | 告知我司 | 联系本公司 | 回复發件人 | 通知寄件人 | 告知寄件者 | 发件人 | 发件人所在'],
  ['liability', 'liable is no company | liability of the sender | warranty of the author | warrants of the employer'],
  ['liability', 'opinion of the company | opinions of the author | views of the author'],
  [
    'liability',
    'warranty we accept | liability for a virus | liability for damage | virus | viruses | 不承担责任 | 不负法律',
  ],
  ['liability', '不负责任何法律 | 不承担因此产生的责任 | 法律责任 | 个人观点 | 个人意见 | Haftung | responsabilità'],
];

/** A way of printing, what it costs, and a word that urges. */
export const PRINT: readonly [printing: string, cost: string, urging: string] = [
  'print | Druck | Ausdruck | imprimer | impressão | stampare | afdrukken | skriv ut | skriver ut | 打印 | 列印 | 印刷 | 인쇄',
  'environment | Umwelt | ambiente | milieu | miljö | paper | papier | papel | tree | trees | green | forest | planet | 环保 | 環保 | 环境 | 環境 | 地球 | 绿色 | 纸张 | 用纸 | 환경 | email | e-mail',
  'before | consider | think | really need | really necessary | bevor | denken Sie | avant | pensez | antes | piense | pense | prima | pensa | denk aan | 考虑 | 考慮 | 保护 | 保護 | 谨慎 | 謹慎 | 节约 | 必要 | 需要 | 爱护',
];

/** Words of a person, who writes about such a mail. */
export const PERSONAL: readonly string[] = [
  "why? | 为何？ | i | my | cannot | can’t | can't | fail | fails | failed | error message | thanks | thank you | regards",
  '麻烦 | 帮忙 | 请帮 | 报错 | 提示 | 报示 | 提错 | 还是 | 怎么 | 为什么 | 我们 | 谢谢 | 不行 | 看一下 | 失败',
];
