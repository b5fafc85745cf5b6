import { describe, expect, test } from 'vitest';
import { readCompany } from '../../../../src/mail/meaning/prose/company.ts';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { marked } from './marked.ts';

const read = (text: string, signature: readonly string[] = []) => readCompany(passagesOf(text), signature);
const rows = (...given: readonly string[]) =>
  test.each(given)('%s', (row) => {
    const [text, name] = marked(row);
    expect(read(text)).toBe(name);
  });

describe('who somebody says they are of', () => {
  rows(
    ...[
      '我是',
      '我们是',
      '我这边是',
      '我们这里是',
      '我现在是',
      '我在',
      '我们',
      '我司',
      '我公司',
      '我单位',
      '本公司',
      '这里是',
      '来自',
      '我代表',
    ].map((said) => `你好，${said}«华远科技»的小王`),
    '您好，我们（«华远科技»）的系统',
    '您好，我们(«华远科技»)的系统',
    ...['有限公司', '有限责任公司', '股份有限公司', '集团有限公司', '控股有限公司'].map(
      (legal) => `您好，我是«华远${legal}»的`,
    ),
    '您好，我是«华远（上海）科技有限公司»的',
    '您好，我是«华远(上海)科技有限公司»的',
    ...'公司|集团|工厂|厂|医院|学院|大学|中学|小学|银行|研究院|研究所|事务所|药业|软件|科技|物流|环保|食品|实业|商贸|贸易|机械|电子|重工|制造|能源|电力|纺织|化工|材料|汽车|置业|地产|证券|保险|传媒|网络|信息|股份|超市|酒店|乳业|钢铁|航空|地铁|水务|燃气'
      .split('|')
      .map((kind) => `您好，我是«东海${kind}»的`),
    ...['集团', '股份', '公司'].map((end) => `您好，我是«东海钢铁${end}»的`),
    ...[
      '的',
      '这边',
      '这里',
      '，',
      ',',
      '。',
      '；',
      '：',
      ':',
      '）',
      ')',
      ' ',
      '技术部',
      '质检科',
      '信息处',
      '数据中心',
      '财务室',
      '人员',
      '员工',
      '',
    ].map((after) => `您好，我是«东海钢铁»${after}`),
    '您好，我是东海钢铁老王',
    ...['的', '是', '在', '了', '着', '和', '与', '请', '您', '你'].map((word) => `您好，我是东${word}海公司。`),
    ...[
      '贵',
      '本',
      '其他',
      '其它',
      '别的',
      '这',
      '那',
      '该',
      '某',
      '各',
      '一家',
      '客户',
      '供应商',
      '集团',
      '公司',
      '上级',
      '下属',
    ].map((word) => `您好，我是${word}科技公司。`),
    ...['总公司', '分公司', '子公司', '贵公司'].map((word) => `您好，我是东海${word}。`),
    ...['网络', '信息', '软件', '科技', '系统'].map((word) => `您好，我是${word}中心公司。`),
  );

  rows(
    ...[
      'I am Ann Smith from',
      "I'm Ann from",
      'I’m Ann at',
      'my name is Ann with',
      'My name is Ann, admin, of',
      'This is Ann from',
      'this is Ann Smith Lee from',
      'Here is Ann, from',
    ].map((said) => `Hello, ${said} «Northwind Traders», and`),
    'Well we are «Northwind», a shop',
    'Hello, I am Ann and I work for «Northwind», and',
    'Hello, I am Ann and work at «Northwind», and',
    ...[
      'I am the new admin of',
      "I'm an engineer at",
      'I’m a user for',
      'I am the buyer from',
      'We at',
      'we from',
      'We are',
      'on behalf of',
      'Greetings from',
      'greetings from',
      'here at',
      'Here at',
    ].map((said) => `Well ${said} «Northwind», and`),
    ...[
      'work for',
      'run sales at',
      'writing from',
      'colleague at',
      'colleagues at',
      'user at',
      'users at',
      'people at',
      'staff at',
      'nobody at',
      'everyone at',
      'everybody at',
      'contact at',
    ].map((said) => `They ${said} «Northwind», and`),
    ...['Bank of America', 'Smith and Sons', 'Smith & Sons', 'Over the Hill', 'A1 O’Neil', "O'Neil-Smith Ltd."].map(
      (name) => `We at «${name}», x`,
    ),
    'We at «A Bb Cc Dd Ee» Ff, x',
    ...'The|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|IT|HQ|Support|Chrome|Windows|Home|Head|Office|Finance|Sales|HR|Our|Your|My|All|This|Least|Work|Once|I|Noon|Midnight|Night'
      .split('|')
      .map((word) => `We at ${word} x`),
    'We at «Homestead» x',
    'We at A x',
    'We at «HP» x',
    '我在这里, we at «Northwind» x',
    'We at «Acme Inc.»',
    'We at «Acme Ltd.»',
    'We at «Acme Corp.»',
    'We at «Acme Co.»',
    'We at «Acme».',
    'we buy at Northwind',
  );
});

describe('who stands at the beginning or the end', () => {
  rows(
    '«东海钢铁»，系统打不开',
    '您好！\n«东海钢铁» 设备部\n打不开',
    '\n«东海钢铁» 设备部\n打不开',
    '«东海钢铁»，麻烦看一下',
    '请问东海公司，打不开',
    '打不开\n东海钢铁 设备部',
    ...['老师', '客服', '工程师', '同事', '朋友', '技术支持', '您', '你', '你们'].map(
      (who) => `东海科技的${who}好，打不开`,
    ),
    '东海科技的各位老师好',
    '打不开\n«东海钢铁有限公司»',
    '打不开\n单位：«东海钢铁有限公司»',
    '打不开\n公司:«东海钢铁集团»',
    '打不开\n地址： «东海医院»',
    ...['集团', '公司', '医院', '大学', '研究院', '银行'].map((kind) => `打不开\n«东海${kind}» 王明`),
    '打不开\n«东海集团»|上海',
    '打不开\n«东海集团»/上海',
    '打不开\n«东海集团»·上海',
    '打不开\n«东海集团»，上海',
    '打不开\n东海集团上海王明',
    '打不开\n王明 | «东海钢铁有限公司» | 上海',
    '打不开\n王明｜«东海钢铁有限公司»｜上海',
    ...'Ltd|Limited|GmbH|Inc|LLC|LLP|Corp|Corporation|AG|SE|KG|S.A.|SA|B.V.|BV|PLC|plc|Pty Ltd|Co., Ltd|AB|Oy|S.p.A|SARL'
      .split('|')
      .map((legal) => `It fails\nSales | «Blue Sky ${legal}»`),
    'It fails\nAnn, «Blue Sky Ltd», Leeds',
    'It fails\nAnn («Blue Sky Ltd») of',
    'It fails\nAnn Smith («Blue Sky Ltd»), who has written a line that is too long to be one of a card',
    'It fails\nAnn Smith Lee (Blue Sky Ltd), who has written a line that is too long to be one of a card',
    'It fails\nAnn, Blue Sky Ltd, who has written a line that is too long to be one of a card',
    `It fails\nBlue Sky Ltd\n${'x\n'.repeat(8)}`,
    `It fails\n«Blue Sky Ltd»\n${'x\n'.repeat(7)}`,
    'It fails',
  );

  test('below the words', () => {
    expect(read('It fails', ['Ann', 'Blue Sky Ltd'])).toBe('Blue Sky Ltd');
    expect(read('We at Northwind fail', ['Blue Sky Ltd'])).toBe('Northwind');
    expect(read('', [])).toBeUndefined();
  });
});
