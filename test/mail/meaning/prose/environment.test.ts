import { describe, expect, test } from 'vitest';
import { readEnvironment, vocabularyOf } from '../../../../src/mail/meaning/prose/environment.ts';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { marked } from './marked.ts';

const PRODUCTS = ['Nebula', 'Nebula Desk', '星云ERP', 'Kit (C++)', 'Line', 'Line 5'];
const readIn = (text: string) => readEnvironment(passagesOf(text), vocabularyOf(PRODUCTS));

/** Names that are read whole, a line for those of a kind. */
const NAMES = {
  system: `
    Windows 10|Windows Server 2019|Windows Server 2012 R2|Windows 2016|Windows 7|Windows7|Windows 8|Windows 8.1|Windows 11
    Windows XP|Windows Vista|Windows NT|Windows 11 Pro|Windows 10 Home|Windows 10 Enterprise|Windows 7 SP1
    Windows 10 专业版|Windows 10 家庭版|Windows 10 企业版|Win10|Win 11|Win7|Win8|WinXP
    macOS 14.2.1|macOS|Mac OS X 10.15|OS X 10.9|macOS Sonoma 14.5|macOS Sequoia|macOS Ventura|macOS Monterey|macOS Big Sur
    iOS 17.2|iOS17|iPadOS 17|Android 14|Android14|Android|HarmonyOS NEXT|HarmonyOS 4.0|HarmonyOS|安卓 13|安卓系统 13|安卓13|鸿蒙 4.2
    Ubuntu 22.04 LTS|Ubuntu 22.04|Debian 12|CentOS 7.9|CentOS Stream 9|Red Hat 8|RHEL 9|SUSE 15|SLES 15|Rocky Linux 9|Rocky 9
    AlmaLinux 9|Fedora 40|openEuler 22.03|deepin 23|Debian12
    银河麒麟操作系统 V10|银河麒麟V10|麒麟操作系统 10|麒麟 V10|统信 UOS 20|统信UOS 20|统信 20|统信20|UOS 20|UOS20`,
  browser: `
    Chrome|Google Chrome|Google Chrome 120.0.6099.71|Chrome120|谷歌浏览器|谷歌浏览器 120|Edge|Microsoft Edge 119|Edge 119
    Firefox|Firefox 115|Firefox 115 ESR|Firefox 115ESR|火狐|火狐浏览器|火狐浏览器 115|Safari|Safari 17.1|Opera 100|Vivaldi|Brave
    Internet Explorer|Internet Explorer 11|IE 8|IE11|IE|IE浏览器|IE 浏览器
    360浏览器|360安全浏览器|360极速浏览器|QQ浏览器|搜狗浏览器|搜狗高速浏览器|UC浏览器|夸克|夸克浏览器|微信浏览器|微信内置浏览器
    Chrome浏览器|Chrome 浏览器 120|Chrome 版本 120|Chrome 版本120|Chrome version 120|Chrome v120|Chrome 1.2.3.4.5.6.7`,
  device: `
    iPhone|iPhone 15|iPhone15|iPhone 15 Pro|iPhone 15 Pro Max|iPhone SE|iPhone X|iPhone XR|iPhone XS Max|iPhone 8 Plus
    iPhone 13 mini|iPad|iPad Pro|iPad Pro 11|iPad Air|iPad mini 6|MacBook|MacBook Pro|MacBook Air|iMac|Mac mini|Mac Studio
    Surface Pro|Surface Pro 9|Surface Go|Surface Laptop 5|Surface Book|ThinkPad|ThinkPad T14|ThinkPad T14s|ThinkPad X1
    Galaxy S23|Galaxy S23 Ultra|Galaxy S23 Plus|Galaxy S23 FE|Galaxy A54|Galaxy M33|Galaxy Z5|Galaxy Note 20|Galaxy Note20
    Galaxy Tab S9|Galaxy Fold|Galaxy Fold 5|Galaxy Fold5|Galaxy Flip|Galaxy Flip 5|Pixel 8|Pixel 8a|Pixel 7 Pro
    华为 Mate 60 Pro|华为Mate60|华为 P60|HUAWEI P60|Huawei nova 12|荣耀 Magic 6|Honor X50|HONOR 90|华为 MatePad 11
    华为 MateBook 14|华为 Pura 70 Ultra|荣耀 90 Plus|小米 14|小米14|红米 Note 12|Xiaomi 13T|Redmi K70|Redmi K70 Pro|OPPO Reno 11
    OPPO Find 7|vivo X100|vivo Y78|vivo S18|OnePlus 12|小米 14 Ultra|小米 14 Plus
    HP LaserJet M404dn|HP LaserJet Pro M404|惠普 LaserJet 1020|HP LaserJet MFP M428|HP OfficeJet 8710|HP DeskJet 2720
    HP DesignJet T630|HP EliteBook 840|HP ProBook 450|HP ZBook 15|HP LaserJet1020
    Dell Latitude 5420|戴尔 OptiPlex 7090|Dell Precision 5560|Dell XPS 13|Dell Inspiron 15|Dell PowerEdge R740|Dell Vostro 3400
    Lenovo X260|联想 M920t|联想 V15
    Zebra ZT410|斑马 GK888|Epson L3150|爱普生 LQ-630K|Brother HL-L2350|兄弟 DCP-7080|Canon MF643|佳能 LBP2900|Honeywell EDA51
    霍尼韦尔 CT40|Ricoh MP2014|理光 MP2014|Kyocera P2040|京瓷 M2540|Cisco C9200|思科 C2960|华三 S5130|新大陆 NLS-MT90
    Fortinet FG60|Datalogic QD2430|ZebraZT410`,
  version: `
    Nebula 5|Nebula Desk 5.2.1|Nebula v5.2|Nebula V5|星云ERP V5.3|星云ERP的版本是 5.3|星云ERP 版本号 5.3|星云ERP版本为5.3|星云ERP 5.3 版
    Nebula version 5.3|Nebula version is 5.3|Nebula ver. 5.3|Nebula ver 5.3|Nebula release 5|Nebula version: 5.3|Nebula 版 5
    Kit (C++) 2.1|NEBULA 5.2|Line 5 2.1|Nebula 5.2 R2|Nebula 5.2 SP1|Nebula 5.2 LTS|Nebula 5b
    Oracle 19c|MySQL 8.0|MariaDB 10.6|PostgreSQL 15|Postgres 15|SQL Server 2019|SQLServer 2019|MongoDB 6|Redis 7|Elasticsearch 8.1
    达梦 8|人大金仓 8|OpenJDK 17|JDK 17|JRE 8|Java 17|Node.js 20|Node 20|Python 3.11|PHP 8.2|.NET 8|.NET Framework 4.8|Tomcat 9
    nginx 1.24|Apache 2.4|WebLogic 12|Docker 24|Kubernetes 1.29|SAP 7|Office 2019|Excel 2016|Word 2016|Outlook 2016|WPS 11|用友 U8 13
    用友U8 13|用友NC 6.5|金蝶 K3 15|AutoCAD 2020
    版本号是 3.2.1|版本 3.2|版本为 3.2|版本：3.2|固件 2.1|固件V2.1|version 4.5|version is 4.5|ver. 2.3|release: 1.2.3|build 10.1.2
    firmware v2.0|version 4.5beta|v2.3.1|V5.3`,
} as const;

const names = (part: keyof typeof NAMES): [string, string][] =>
  NAMES[part]
    .split(/[|\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !/ 版$/.test(name))
    .map((name): [string, string] => [part, name]);

test.each((Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap(names))('%s: %s', (part, name) => {
  expect(readIn(`用 ${name}, 打不开`)).toMatchObject({ [part]: name });
});

describe('nothing is read of', () => {
  test.each([
    'Windows 95',
    'DarWin 10',
    'iOS',
    'Ubuntu',
    'aUOS 20',
    ...['case', 'device', 'router', 'node', 'server', 'computing', 'gateway'].map((thing) => `an Edge ${thing} does`),
    'Chromebook 3',
    'PIE 3',
    'Firefoxes 3',
    'iMacs 3',
    'Excel 3 个文件',
    ...['%', '年', '月', '日', '天', '个', '条', '人', '台', '分', '小时'].map((unit) => `Excel 3${unit}`),
    'Oracle 019',
    'myNebula 5.2',
    'version 4',
    'abcv2.3',
    '1v2.3',
    'v2.3x',
    'the firmware',
    'A sentence of 10 words.',
  ])('%s', (text) => expect(readIn(text)).toEqual({}));
});

describe('what works is left for what does not', () => {
  test.each([
    ...[
      '正常',
      '没问题',
      '没有问题',
      '可以',
      '都好',
      ' is fine',
      ' was ok',
      ' are okay',
      ' works',
      ' work',
      ' is good',
    ].map((fine) => `Chrome 119${fine}，«Firefox 115» 打不开`),
    '«Chrome 119» 打不开；Firefox 115 正常',
    'Chrome 打不开，«Firefox 115» 也打不开',
    '«Firefox 115» 打不开，Chrome 119 也打不开',
    'Firefox 115 正常，«Chrome» 打不开',
  ])('%s', (row) => {
    const [text, browser] = marked(row.replace('，', '。').replace('；', '。'));
    expect(readIn(text).browser).toBe(browser);
  });
});

test.each([
  '从 5.2 升级到 «v5.3»',
  '由版本 v5.2 升到 «v5.3»',
  'upgraded from version 5.2.1 to «version 5.3»',
  'We have updated from v5.2 to «v5.3» today',
  '从 v5.2 更新后 «v5.3»',
  'It comes from «v5.2» of the client',
  'it is «v5.2» to me',
  'We have updated from v12.34 to «v5.3» today',
  '从版本12.34升级到 «v5.3»',
  '从版本 12.34升级到 «v5.3»',
  '从v12.34更新，现在是 «v5.3»',
])('an update: %s', (row) => {
  const [text, version] = marked(row);
  expect(readIn(text).version).toBe(version);
});

test('a product is one of the list it stands in', () => {
  const read = (...products: string[]) =>
    readEnvironment(passagesOf('Acme 5.2 does not start'), vocabularyOf(products)).version;
  expect(read('Ac', 'me')).toBeUndefined();
  expect(read('Acme')).toBe('Acme 5.2');
});
