import { expect, test } from 'vitest';
import { readSesNotification } from '../../../../src/mail/class/bounce/ses-notification.ts';

const NOTHING = { recipient: null, status: null, diagnostic: '' };

test.each<[text: string, notification: object | null]>([
  ['{"notificationType":"Bounce"}', NOTHING],
  ['\n {"eventType" : "Complaint"}', NOTHING],
  ['{"notificationType":"Delivery"}', null],
  ['{"type":"Bounce"}', null],
  ['x {"notificationType":"Bounce"}', null],
  [`{${' '.repeat(2001)}"notificationType":"Bounce"}`, null],
  [
    '{"a":\n1,"notificationType" : "Bounce","emailAddress" : "li@x","status" : "5.1.1","diagnosticCode" : "smtp; 550 gone"}',
    { recipient: 'li@x', status: '5.1.1', diagnostic: 'smtp; 550 gone' },
  ],
  [
    '{"notificationType":"Bounce","emailAddress":"li@x","status":"4.12.30","diagnosticCode":""}',
    { recipient: 'li@x', status: '4.12.30', diagnostic: '' },
  ],
  ['{"notificationType":"Bounce","emailAddress":"nobody","status":"9.1.1"}', NOTHING],
  ['{"notificationType":"Bounce","emailAddress":"l i@x","status":"5.1"}', NOTHING],
  [`{"notificationType":"Bounce"${' '.repeat(20_000)},"status":"5.1.1"}`, NOTHING],
])('%j', (text, notification) => {
  expect(readSesNotification(text)).toEqual(notification);
});
