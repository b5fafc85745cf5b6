import { expect, test } from 'vitest';
import { ADAPTER, lone, Tree } from '../../../../src/mail/text/hidden/tree.ts';

test('without steps left there is nothing around an element', () => {
  const tree = new Tree();
  const around = tree.open('div', {});
  const first = tree.open('i', {});
  tree.close();
  const second = tree.open('b', {});
  ADAPTER.steps = 2;
  expect([ADAPTER.getParent(second), ADAPTER.getParent(second)]).toEqual([around, null]);
  ADAPTER.steps = 5;
  expect(ADAPTER.getSiblings(second)).toEqual([first, second]);
  expect(ADAPTER.getSiblings(second)).toEqual([first, second]);
  expect(ADAPTER.getSiblings(second)).toEqual([second]);
  ADAPTER.steps = 2;
  expect(ADAPTER.getSiblings(first)).toEqual([first]);
});

test('an element alone has nobody around it', () => {
  const element = lone('p', { title: 'x' });
  ADAPTER.steps = 9;
  expect(ADAPTER.getSiblings(element)).toEqual([element]);
  expect([ADAPTER.getParent(element), ADAPTER.getChildren(element)]).toEqual([null, []]);
  expect([ADAPTER.getName(element), ADAPTER.getAttributeValue(element, 'title')]).toEqual(['p', 'x']);
  expect(['title', 'toString'].map((name) => ADAPTER.hasAttrib(element, name))).toEqual([true, false]);
});
