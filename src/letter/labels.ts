import type { Reason, Resolution, State, Urgency } from '../ticket/ticket.ts';
import type { DigestSection } from './facts.ts';
import type { WithheldReason } from './forwardable.ts';
import type { Locale } from './locale.ts';

/** Fields of the problem form in the order it is shown. */
export const FORM_FIELDS = [
  'company',
  'contact',
  'contactDetails',
  'category',
  'urgency',
  'businessImpact',
  'description',
  'occurredAt',
  'environment',
  'errorCode',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** Names of the things a letter lists. The form's are labels the mail room reads back. */
export type Labels = {
  readonly form: Readonly<Record<FormField, string>>;
  /** Between a label and its value. */
  readonly colon: string;
  readonly separator: string;
  readonly urgency: Readonly<Record<Urgency, string>>;
  /** Built-in categories; a configured one without a label is shown as it is. */
  readonly category: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<State, string>>;
  readonly resolutionKind: Readonly<Record<NonNullable<Resolution['kind']>, string>>;
  readonly reasonSource: Readonly<Record<Reason['source'], string>>;
  readonly summary: Readonly<Record<SummaryField, string>>;
  readonly digest: Readonly<Record<DigestSection['name'], string>>;
  readonly withheld: Readonly<Record<WithheldReason, string>>;
};

/** Lines of the ticket summary staff see. */
export type SummaryField =
  | 'requester'
  | 'company'
  | 'state'
  | 'urgency'
  | 'category'
  | 'assignee'
  | 'follower'
  | 'respondBy'
  | 'updateBy'
  | 'expectedBy'
  | 'createdAt'
  | 'unconfirmed'
  | 'linkedTo'
  | 'claims';

export const LABELS: Readonly<Record<Locale, Labels>> = {
  'zh-CN': {
    form: {
      company: '客户公司',
      contact: '联系人',
      contactDetails: '联系方式',
      category: '问题分类',
      urgency: '紧急程度',
      businessImpact: '业务影响',
      description: '问题描述',
      occurredAt: '发生时间',
      environment: '环境信息',
      errorCode: '错误代码',
    },
    colon: '：',
    separator: '、',
    urgency: { urgent: '紧急', high: '高', medium: '中', low: '低' },
    category: {
      system_fault: '系统故障',
      function_error: '功能异常',
      data_problem: '数据问题',
      permission: '权限配置',
      how_to: '操作指导',
      other: '其他',
    },
    state: {
      new: '已接收',
      triaged: '待分派',
      assigned: '待接单',
      in_progress: '处理中',
      pending: '等待客户补充',
      resolved: '待客户确认',
      closed: '已关闭',
      reopened: '重新处理',
      merged: '已合并',
    },
    resolutionKind: {
      fix: '修复',
      workaround: '临时方案',
      environment: '环境调整',
      guidance: '操作指导',
      product_suggestion: '产品建议',
    },
    reasonSource: {
      claim: '客户自述',
      form: '表单',
      rule: '规则',
      default: '默认',
      staff: '人工调整',
      escalation: '升级前',
    },
    summary: {
      requester: '客户',
      company: '公司',
      state: '状态',
      urgency: '紧急程度',
      category: '分类',
      assignee: '处理人',
      follower: '跟进人',
      respondBy: '首次响应时限',
      updateBy: '下次进展时限',
      expectedBy: '预计处理时限',
      createdAt: '接收时间',
      unconfirmed: '抄送（未加入，#放行 地址 可加入）',
      linkedTo: '相关问题',
      claims: '来信自称属于（未证实）',
    },
    digest: {
      breached: '已超时',
      atRisk: '即将超时',
      unaccepted: '待接收',
      overdueProgress: '进展逾期',
      waitingForCustomer: '等待客户',
      unclear: '答复不明确',
      quarantined: '隔离的邮件',
      undeliverable: '无法送达',
    },
    withheld: {
      executable: '可执行文件',
      script: '脚本',
      html: '网页文件',
      svg: 'SVG 图片',
      macro_document: '含宏的文档',
      encrypted_archive: '加密压缩包',
      too_many: '附件过多',
      too_large: '文件过大',
      total_too_large: '附件总量过大',
      unreadable: '暂时无法读取',
    },
  },
  en: {
    form: {
      company: 'Company',
      contact: 'Contact',
      contactDetails: 'Contact details',
      category: 'Category',
      urgency: 'Urgency',
      businessImpact: 'Business impact',
      description: 'Description',
      occurredAt: 'Time of occurrence',
      environment: 'Environment',
      errorCode: 'Error code',
    },
    colon: ': ',
    separator: ', ',
    urgency: { urgent: 'Urgent', high: 'High', medium: 'Medium', low: 'Low' },
    category: {
      system_fault: 'System fault',
      function_error: 'Function error',
      data_problem: 'Data problem',
      permission: 'Permissions',
      how_to: 'How-to',
      other: 'Other',
    },
    state: {
      new: 'received',
      triaged: 'waiting to be assigned',
      assigned: 'waiting to be accepted',
      in_progress: 'in progress',
      pending: 'waiting for the customer',
      resolved: 'waiting for confirmation',
      closed: 'closed',
      reopened: 'reopened',
      merged: 'merged',
    },
    resolutionKind: {
      fix: 'Fix',
      workaround: 'Workaround',
      environment: 'Environment change',
      guidance: 'Guidance',
      product_suggestion: 'Product suggestion',
    },
    reasonSource: {
      claim: 'the customer says so',
      form: 'form',
      rule: 'rule',
      default: 'default',
      staff: 'set by staff',
      escalation: 'escalated from',
    },
    summary: {
      requester: 'Customer',
      company: 'Company',
      state: 'State',
      urgency: 'Urgency',
      category: 'Category',
      assignee: 'Assignee',
      follower: 'Follower',
      respondBy: 'First response due',
      updateBy: 'Next update due',
      expectedBy: 'Expected by',
      createdAt: 'Received',
      unconfirmed: 'Copied, not taking part (#release ADDRESS lets them in)',
      linkedTo: 'Related tickets',
      claims: 'Says it belongs to (unproven)',
    },
    digest: {
      breached: 'Overdue',
      atRisk: 'About to be overdue',
      unaccepted: 'Not accepted yet',
      overdueProgress: 'Progress overdue',
      waitingForCustomer: 'Waiting for the customer',
      unclear: 'Unclear answers',
      quarantined: 'Quarantined mail',
      undeliverable: 'Undeliverable',
    },
    withheld: {
      executable: 'executable',
      script: 'script',
      html: 'HTML file',
      svg: 'SVG image',
      macro_document: 'document with macros',
      encrypted_archive: 'encrypted archive',
      too_many: 'too many attachments',
      too_large: 'too large',
      total_too_large: 'too large in all',
      unreadable: 'cannot be read at present',
    },
  },
};
