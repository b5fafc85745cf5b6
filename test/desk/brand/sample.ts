import { parseConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/settings.ts';

const SERVER = '{ host: 127.0.0.1, tls: none }';
const BOX = `imap: ${SERVER}, smtp: ${SERVER}`;

/** Two mailboxes: one that two brands and the desk share, and one of a brand alone. */
const MAILBOXES = `mailboxes:
  - { name: support, address: support@desk.example, aliases: [cloud@desk.example, help@desk.example], ${BOX} }
  - { name: data, address: data@data.example, aliases: [daten@data.example, nebula-cloud-support@desk.example], ${BOX} }
`;

const PEOPLE = `staff:
  - { name: Ann, email: ann@desk.example, roles: [engineer], teams: [platform, base] }
  - { name: Bo, email: bo@desk.example, roles: [engineer], teams: [records] }
  - { name: Cleo, email: cleo@desk.example, roles: [supervisor, engineer], teams: [platform, records] }
  - { name: Otto, email: otto@desk.example, roles: [frontline], teams: [base] }
teams:
  - { name: platform, categories: [other] }
  - { name: records, categories: [other] }
  - { name: base, categories: [other] }
`;

export const CLOUD = `  - name: cloud
    address: Cloud@desk.example
    sender: Nebula Cloud
    locale: en
    signature: "Nebula Cloud\\n+86 10 5550 0200"
    numberPrefix: NC
    staff: [ann@desk.example, cleo@desk.example]
    teams: [platform]
`;
export const DATA = `  - name: data
    address: data@data.example
    aliases: [daten@data.example, nebula-cloud-support@desk.example]
    staff: [BO@desk.example, cleo@desk.example]
    teams: [records]
    calendar: { kind: working, hours: { mon-fri: "09:00-18:00" } }
`;

/** A desk with these brands; `desk` is what stands below that key. */
export const branded = (brands = `${CLOUD}${DATA}`, desk = '{ name: Desk, locale: zh-CN }'): Config =>
  parseConfig(`desk: ${desk}\n${MAILBOXES}${PEOPLE}${brands === '' ? '' : `brands:\n${brands}`}`, 'a test');
