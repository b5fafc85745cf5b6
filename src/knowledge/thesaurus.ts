import { stemmer } from 'stemmer';

/**
 * Words customers and engineers use for one thing, in both languages; a line is a concept, named by its first word. It
 * is the vocabulary of support in general; what one desk calls its own modules belongs into the tags of its articles.
 */
const CONCEPTS = `
login: 登录 登陆 登入 登不 进不去 进不来 | sign in, log in, login, logon, signin
logout: 踢出 退出登录 掉线 重新登录 自动退出 | signed out, sign out, log out, logout, kick out, kick me out, session
password: 密码 口令 | password, passcode
forgotten: 忘记 忘了 想不起 记不 | forgot, forgotten, remember
account: 账号 账户 帐号 帐户 | account
locked: 锁定 锁住 被锁 锁了 | lock, locked
code: 验证码 短信 | verification, sms, text message, otp
permission: 权限 无权 授权 拒绝访问 | permission, forbidden, access denied, 403, authorise, authorize
menu: 菜单 导航 功能 | menu, navigation
empty: 空白 白屏 空的 | blank, white, empty, nothing
black: 黑屏 全黑 全是黑 黑的 | black
export: 导出 下载 | export, download
import: 导入 导数据 导进 | import, load, loading
attachment: 附件 文件 | attachment, attach, file
upload: 上传 传文件 | upload, add
video: 视频 录像 | video
report: 报表 日报 月报 周报 表格 报告 | report, summary, spreadsheet, excel, csv
total: 合计 汇总 总数 总计 加起来 相加 | total, sum, add up
mismatch: 对不上 不一致 不符 差了 不准 | differ, mismatch, wrong, off by
print: 打印 | print
garbled: 乱码 问号 方块 | garbled, strange, symbol, mojibake
slow: 缓慢 很慢 太慢 特别卡 很卡 卡顿 转圈 半天 十几秒 | slow, crawl, forever, lag, spin
crash: 闪退 崩溃 退出来 死机 | crash, quit
unreachable: 打不开 无法访问 宕机 网关 | gateway, unavailable, unreachable
delete: 删除 误删 删掉 删了 | delete, remove, erase
restore: 恢复 找回 还原 找回来 | restore, recover, get back, undelete
duplicate: 重复 两条 两次 | duplicate, twice, two time
merge: 合并 并成 | merge
customer: 客户 客人 | customer, client
mail: 邮件 邮箱 | mail, email
spam: 垃圾 | spam, junk
notification: 通知 提醒 推送 回调 | notification, notify, push, alert, webhook, callback
phone: 手机 安卓 移动端 | phone, android, iphone, mobile, app
leave: 请假 休假 年假 | leave request, vacation, absence
approval: 审批 待批 没人批 批准 | approval, approve, approver
departed: 离职 走了 辞职 调走 | former employee, left, quit, resign, no longer employed
newcomer: 入职 新员工 新人 新同事 | newcomer, new starter, new user, new hire, first login
superior: 上级 领导 经理 主管 | boss, manager, superior
payroll: 工资 薪资 薪水 | payroll, payslip, salary, slip
attendance: 考勤 打卡 签到 | clock in, check in, checking in, attendance
location: 定位 位置 距离 范围 | location, range, radius
stock: 库存 仓库 存货 物料 | stock, inventory, warehouse
negative: 负数 负库存 | negative, minus
stocktake: 盘点 盘库 | stocktake, stock take, inventory count
invoice: 发票 开票 增值税 | invoice, bill, billing
tax: 税号 税票 纳税 | tax, vat
rate: 汇率 牌价 | exchange rate
currency: 外币 美元 外汇 | currency, dollar, euro
closing: 结账 关账 月结 | month end, close the period, accounting
posting: 凭证 过账 | voucher, post, unposted
picture: 图片 照片 图像 | image, picture, photo
preview: 预览 点开 | preview
logo: 标志 图标 | logo, icon
naming: 改名 公司名称 名字 | rename, rebrand, company name
language: 语言 英文 中文 | language, english, chinese
backup: 备份 存档 | backup, back up
screen: 屏幕 桌面 | screen, desktop
meeting: 会议 开会 | meeting, conference, call
field: 字段 栏位 | field, box
column: 列宽 几列 | column
server: 服务器 | server
interface: 接口 对接 | api, integration, interface
signature: 签名 | signature, signing
frequency: 频率 超限 | rate limit, too many request, 429
certificate: 证书 | certificate
database: 数据库 | database
save: 保存 | save, saving
large: 过大 太大 大小 附件上限 | large, megabyte, mb, too big
update: 升级 更新 | update, upgrade
schedule: 定时 自动发 按时 计划任务 每日 每天 | schedule, daily, every day
disable: 停用 禁用 关掉 | disable, shut off, deactivate
reset: 重置 重新设 | reset, new one
blocked: 拦截 黑名单 屏蔽 收不到 没有收到 没收到 | block, not arrive, not delivered
timeout: 超时 | timeout, time out
sync: 同步 | sync, synchronise, synchronize
date: 日期 | date`;

type Concept = { readonly name: string; readonly han: readonly string[]; readonly other: readonly string[] };

const CONCEPT_LINES: readonly Concept[] = CONCEPTS.trim()
  .split('\n')
  .map((line) => {
    const [name = '', words = ''] = line.split(': ');
    const [han = '', other = ''] = words.split('|');
    return {
      name: `=${name}`,
      han: han.split(' ').filter(Boolean),
      other: other.split(',').map(stemmed),
    };
  });

/** By what they begin with, the code of a character or a word, as every text is searched for all of them. */
const HAN = Map.groupBy(
  CONCEPT_LINES.flatMap(({ name, han }) => han.map((words) => ({ name, words }))),
  ({ words }) => words.charCodeAt(0),
);
const OTHER = Map.groupBy(
  CONCEPT_LINES.flatMap(({ name, other }) => other.map((words) => ({ name, words }))),
  ({ words }) => words.split(' ', 1)[0],
);

function stemmed(phrase: string): string {
  return phrase
    .trim()
    .split(' ')
    .map((word) => stemmer(word))
    .join(' ');
}

/** The concepts a text speaks of: `han` is folded text, `stems` its other words in order, stemmed. */
export function conceptsIn(han: string, stems: readonly string[]): string[] {
  const found = new Set<string>();
  for (let at = 0; at < han.length; at += 1)
    for (const { name, words } of HAN.get(han.charCodeAt(at)) ?? []) if (han.startsWith(words, at)) found.add(name);
  const others = ` ${stems.join(' ')} `;
  for (const stem of new Set(stems))
    for (const { name, words } of OTHER.get(stem) ?? []) if (others.includes(` ${words} `)) found.add(name);
  return CONCEPT_LINES.map(({ name }) => name).filter((name) => found.has(name));
}
