/** What a banner says, each way of a sign, parted by `|`. */
export const SIGNS: readonly (readonly [sign: string, ways: string])[] = [
  ['origin', 'This email is external | This e-mail was external | This message came from outside | This mail not come'],
  ['origin', 'This sender is external | This communication is external | This message did not originate here'],
  ['origin', 'This email was not sent here | This email has an unknown sender | This email has an unknown source'],
  [
    'origin',
    'email from an external one | message is from an outside one | e-mail from a external one | email is from an external one',
  ],
  ['origin', 'message originated from outside | email sent from external | message came from an outside one'],
  ['origin', 'email received from outside | message coming from a external one | e-mail originating from outside'],
  [
    'origin',
    'External message of theirs | * external sender, beware | external mail of theirs | External e-mail here | «External message» of theirs',
  ],
  [
    'origin',
    'Diese E-Mail ist extern | diese Nachricht kam von außerhalb | diese Mail ist extern | Diese Email ist extern',
  ],
  ['origin', 'Ce message est externe | ce courriel vient de l’extérieur | ce mail est externe | ce e-mail est externe'],
  ['origin', 'Este correo es externo | este mensaje viene de fuera | este email es externo | Este e-mail externo'],
  [
    'origin',
    'Questa email è esterna | questo messaggio viene da fuori | questa mail è esterna | Questa e-mail esterna',
  ],
  ['origin', 'Esta mensagem é externa | esta email vem de fora | esta e-mail externa'],
  ['origin', 'Deze e-mail is extern | dit bericht komt van buiten | deze email is extern'],
  ['origin', 'это письмо внешнее | данное сообщение пришло извне'],
  [
    'origin',
    '此邮件来自外部 | 该电子邮件来自组织以外 | 該電子郵件來自之外 | 本信件来自外网 | 本来信来自互联网 | 這封消息來自互聯網',
  ],
  [
    'origin',
    '这封邮件来自境外 | 此邮件非本公司 | 此邮件是非公司的 | 此邮件非内部 | 此邮件非企业 | 此邮件非单位 | 此邮件非集团',
  ],
  [
    'origin',
    '这是一封外部的 | 這是一封外部的 | 这是封外部的 | 这是外部的 | 這是外部的 | 這是封外部的 | 您收到的此邮件来自外部 | 您正在查看的是外部的 | 您的收到是外部的',
  ],
  [
    'origin',
    '邮件来自公司外部 | 郵件來自組織以外 | 邮件发自公司之外 | 郵件發自外部 | 邮件源自外部 | 郵件源自外部 | 邮件由外部',
  ],
  ['origin', 'このメールは社外 | この メールは組織の外部 | 외부에서 | 외부로부터'],
  [
    'stranger',
    "You don’t often get email | you don't often receive e-mail | some people who received this message don’t often get email",
  ],
  [
    'stranger',
    "You have not previously corresponded | you have never received it | You haven’t corresponded | you haven't received",
  ],
  ['stranger', 'Learn why this is important | first-time sender | first time sender'],
  [
    'stranger',
    'Sie erhalten nicht oft E-Mails von ihm | Sie erhalten nicht häufig E-Mail von ihm | Sie erhalten selten Emails von ihm',
  ],
  [
    'stranger',
    "Vous n’obtenez pas souvent d’e-mail | vous n'recevez pas souvent | no suele recibir | no sueles recibir",
  ],
  ['stranger', 'non ricevi spesso | u ontvangt niet vaak | não costuma receber | Вы нечасто получаете'],
  [
    'stranger',
    '您通常不会收到邮件 | 您不经常收到来自他的郵件 | 不經常接收來自他的信 | 您不常收到邮件 | 您很少收到邮件 | 一般不会收到邮件',
  ],
  [
    'stranger',
    '首次发送 | 首次给您发送 | 首次向您来信 | 首次来信 | 陌生发件人 | 頻繁に彼からメールを受け取 | 자주 받지 않',
  ],
  ['advice', 'do not click | don’t open | never reply | avoid responding | not to download | think before you share'],
  ['advice', 'think twice before providing | use caution when opening | exercise extreme caution before forwarding'],
  [
    'advice',
    'take extra caution with links | be careful when clicking | careful with attachments | be cautious about links',
  ],
  [
    'advice',
    "cautious before entering | please do not follow | do not handle | never, click | don't open | avoid when opening",
  ],
  [
    'advice',
    'unless you know | use caution | exercise extra caution | take extreme caution | report it | report suspicious',
  ],
  ['advice', 'report phishing | do not before clicking | do not with links'],
  [
    'advice',
    'klicken Sie nicht | öffnen Sie keine | klicken Sie nur | öffnen Sie niemals | öffnen Sie bitte | ne cliquez',
  ],
  [
    'advice',
    "ne pas cliquer | ne pas ouvrir | ne ouvrez | n’ouvrez | n'ouvrez | no haga clic | no abra | não clique | nao abra",
  ],
  ['advice', 'non cliccare | non aprire | non fare clic | klik niet | open geen | не открывайте | не переходите'],
  [
    'advice',
    '勿点击 | 不要随意打开 | 避免隨意點擊 | 慎重点开 | 慎點開 | 谨慎轻易打开 | 謹慎輕易打開 | 小心直接點選 | 勿擅自开启 | 勿任意開啟',
  ],
  ['advice', '勿下载 | 勿下載 | 勿提供 | 勿輸入 | 勿输入 | 勿扫描 | 勿扫码 | 勿访问 | 勿处理'],
  [
    'advice',
    '核实发件人 | 核實發件人 | 确认寄件人 | 確認寄件者 | 辨别来源 | 识别來源 | 验证身份 | 甄别真伪 | 核对清楚该发件人',
  ],
  [
    'advice',
    '核实清楚邮件来源 | 核实其身份 | 核实真实身份 | リンクを開かない | 添付はクリックしない | リンクにご注意 | 添付は注意',
  ],
  ['advice', '링크를 클릭하지 마 | 첨부파일 주의 | 링크를 열지 않'],
  [
    'topic',
    'link | links | attachment | attachments | Anhänge | pièces jointes | adjuntos | allegati | bijlagen | phish',
  ],
  [
    'topic',
    'phishing | recognize the sender | recognise source | verify the source | validate sender | trust the sender',
  ],
  ['topic', 'identity of the sender | content is safe | scanned | malware | 链接 | 連結 | 附件 | リンク | 添付 | 링크'],
  ['topic', '钓鱼 | 釣魚 | 诈骗 | 詐騙 | 发件人 | 寄件者'],
  ['outside', 'external | extern | externe | externer | externes | externo | externa | esterno | esterna | outside'],
  ['outside', '外部 | 社外 | 외부 | вне'],
  [
    'alarm',
    'Caution | warning | attention | alert | notice | important | beware | security | be careful | be cautious',
  ],
  ['alarm', 'Achtung | Vorsicht | Warnung | Hinweis | avertissement | prudence | atención | advertencia | precaución'],
  ['alarm', 'attenzione | atenção | cuidado | let op | waarschuwing | внимание | уважно | ** Caution | «Caution»'],
  [
    'alarm',
    '警告 | 警示 | 警惕 | 当心 | 當心 | 小心 | 谨慎 | 謹慎 | 谨防 | 防范 | 安全提示 | 安全提醒 | 注意： | 注意, | 注意安全',
  ],
  ['alarm', '注意识别 | 注意辨别 | 注意防 | 温馨提示 | 提高警觉 | ご注意 | 注意してください | 주의'],
];

/** Marks before the first word. */
export const TAGS: readonly string[] = [
  '[EXT] | [external] | [Externe] | [externer] | [externo] | [external email] | [ext e-mail] | [External message]',
  '[external mail] | [EXTERNAL-SENDER] | [externe Nachricht] | [externer Absender] | [this is an external email]',
  '[this is a external mail] | 【外部】 | 【外部邮件】 | （外部郵件） | 《外部来信》 | <外部信件> | 【外部发件人】 | 【外部邮箱】',
  '【外來郵件】 | 【公司外部邮件】 | 【社外】 | 【外部メール】 | 【외부】 | 【외부 메일】 | 【외부메일】 | [suspicious]',
  '[suspicious email] | [suspicious sender] | [caution] | [spam] | [SPAM?] | [可疑邮件] | *[EXT]* | _[ EXT ]_: | (EXT) - ',
  'EXTERNAL: | EXT： | external email: | ext message: | External-Sender: | external mail: | external  mail: | [external  email]',
];

/** Marks that are all of a line. */
export const TAGS_ALONE: readonly string[] = [
  'External email | external e-mail | external message | external sender | External mail! | -- External Email -- | «external mail»',
  'Caution: external email | warning, external mail | ATTENTION: External sender | alert: external mail | notice: external mail',
  'this is an external email | This is a external message. | Caution: this is an external mail | * this is an external mail *',
  '外部邮件 | —— 外部郵件 —— | 外部来信 | 外部發件人 | 外部发件人 | 来自外部的邮件 | 來自公司外部的郵件 | 公司外部邮件 | …来自外部邮件',
  '外部邮件：请谨慎处理 | 外部邮件: 谨慎查阅 | 外部邮件，请注意查看 | 外部邮件,小心识别 | 外部邮件 慎重打开 | 外部邮件请谨慎操作！ | 外部邮件： | 外部邮件请注意',
];

/** What a person writes: lines with one of these are theirs. */
export const PERSONAL: readonly string[] = [
  '#close | ＃接收 | hi | hello | hey | dear | good morning | good afternoon | good evening | hallo | guten Tag | bonjour | hola',
  'buongiorno | ** hello | _ dear | 您好 | 你好 | 大家好 | 尊敬的 | 各位 | 老师',
];
export const PERSONAL_WITHIN: readonly string[] = [
  "x? | x？ | why? x | 吗 | 吗。 | 吗！ | and i | and we | i’m | we're | my | our user | our users | our customer | our customers | us | me",
  '我们 | 我們 | 叫我 | 咱',
];
