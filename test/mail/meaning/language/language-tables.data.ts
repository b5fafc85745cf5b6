/** English phrases written from habit, also by people who write Chinese. */
export const ENGLISH_FORMULAS: readonly string[] = [
  ...['Hi', 'Hello', 'Hey Li', 'Dear all', 'Good morning', 'Good afternoon', 'Good evening'],
  ...['Thanks', 'Thank you', 'Regards', 'Wishes', 'Many thanks', 'Best regards', 'Kind regards', 'Warm regards'],
  ...['Thanks in advance', 'Thanks again', 'Thanks and regards', 'Thanks a lot', 'Thanks very much'],
  ...['Sincerely', 'Yours', 'Cheers', 'BR'],
];

/** Chinese ones, and the ends of signatures. */
export const CHINESE_FORMULAS: readonly string[] = [
  ...[
    '您好',
    '你好',
    '大家好',
    '各位同事好',
    '尊敬的同事',
    '谢谢',
    '多谢',
    '謝謝',
    '感谢支持',
    '感謝支持',
    '此致',
    '敬礼',
    '敬禮',
  ],
  ...[
    '祝好',
    '顺颂商祺',
    '祝商祺',
    '有问题请随时联系',
    '請隨時聯繫',
    '请随时联络',
    '請隨時聯絡',
    '如有问题请告知',
    '如有問題請告知',
  ],
  ...[
    '如有疑问题请告知',
    '星云公司',
    '星云集团',
    '星雲集團',
    '星云大学',
    '星雲大學',
    '星云研究院',
    '星云科技',
    '数据中心',
  ],
  ...[
    '北京办事处',
    '北京辦事處',
    '信息部',
    '信息处',
    '信息處',
    '高级工程师',
    '高級工程師',
    '项目经理',
    '項目經理',
    '信息主管',
  ],
  ...[
    '技术总监',
    '技術總監',
    '中关村路',
    '中关村路8号',
    '中關村路8號',
    '3楼302室',
    '8号',
    '8號',
    '3楼',
    '3樓',
    '二期3座',
    '3层',
    '3層',
  ],
];

/** What announces, before a colon, what a program says. */
export const ANNOUNCEMENTS: readonly string[] = [
  ...[
    '报错',
    '報錯',
    '提示',
    '错误',
    '錯誤',
    '日志',
    '日誌',
    '信息',
    '显示',
    '顯示',
    '返回',
    '输出',
    '輸出',
    '如下',
    '内容',
    '內容',
  ],
  ...['异常', '異常', '告警', '后台打印'],
];

/** The same without a colon. */
export const ANNOUNCING: readonly string[] = [
  ...[
    '显示',
    '顯示',
    '提示',
    '报',
    '报错',
    '報錯',
    '弹出',
    '弹窗',
    '彈出',
    '出现',
    '出現',
    '返回',
    '说',
    '說',
    '写着',
    '寫着',
    '告警',
  ],
  ...['输出', '輸出'],
];

/** What dialogs say of their makers. */
export const DIALOGS: readonly string[] = [
  'Something went wrong',
  ...["'re unable", '’re unable', ' are sorry', ' were working', ' working'].map((rest) => `we${rest}`),
  ...["couldn't", 'couldn’t', 'could not', 'cannot', 'can not', "can't", 'can’t'].map((verb) => `we ${verb} find it`),
  ...['connect', 'verify', 'complete', 'process', 'load', 'sign you', 'reach', 'recognize', 'determine'].map(
    (verb) => `we cannot ${verb}`,
  ),
  ...['display', 'send', 'save', 'deliver'].map((verb) => `we cannot ${verb}`),
  ...['have been notified', 'need to verify', 'use cookies', 'recommend', 'sent', 'noticed', 'detected'].map(
    (rest) => `we ${rest}`,
  ),
  'we encountered',
  ...["don't", 'don’t', 'do not'].map((verb) => `we ${verb} recognize`),
  ...["'ve", '’ve', ' have'].map((verb) => `we${verb} sent`),
  ...['noticed', 'detected', 'blocked', 'encountered', 'been'].map((verb) => `we have ${verb}`),
  ...['server', 'servers', 'system', 'services', 'site', 'website', 'team', 'engineers', 'administrator'].map(
    (who) => `our ${who} is`,
  ),
  ...['help', 'tell', 'contact', 'notify', 'visit'].map((verb) => `${verb} us`),
  'try again',
  ...['account', 'session', 'password', 'browser', 'request', 'connection', 'network', 'license', 'licence'].map(
    (what) => `your ${what}`,
  ),
];
