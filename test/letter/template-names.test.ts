import Handlebars from 'handlebars';
import { expect, it } from 'vitest';
import { namesIn } from '../../src/letter/template-names.ts';

type Names = { readonly values?: string; readonly partials?: string; readonly given?: string };

it.each<[what: string, source: string, names: Names]>([
  ['a value, with its line', 'a\n\n{{number}}', { values: 'number:3' }],
  ['each part of a path', '{{ticket.subject}}\n{{#if a.b}}{{/if}}', { values: 'ticket:1 subject:1 a:2 b:2' }],
  ['what a loop counts is none', '{{@index}} {{@root.number}} {{@key}}', {}],
  [
    'places in a list and its length are none',
    '{{form.[0]}} {{form.[12]}} {{form.length}}',
    { values: 'form form form' },
  ],
  [
    'names that hold a number or that word',
    '{{x1}} {{[1x]}} {{lengths}} {{xlength}}',
    { values: 'x1 1x lengths xlength' },
  ],
  ['arguments of a helper, and not its name', '{{lookup desk "name"}}', { values: 'desk' }],
  ['named arguments of a helper', '{{lookup desk key=colon}}', { values: 'desk colon' }],
  ['named arguments alone', '{{link to=colon}}', { values: 'link colon' }],
  ['a helper within another', '{{lookup (lookup desk number) (zork)}}', { values: 'desk number zork' }],
  ['a block by a value', '{{#ticket}}{{subject}}{{/ticket}}', { values: 'ticket subject' }],
  ['a block of what is not there', '{{^ticket}}{{ref}}{{/ticket}}', { values: 'ticket ref' }],
  ['every branch of a block', '{{#if a}}{{b}}{{else if c}}{{d}}{{else}}{{e}}{{/if}}', { values: 'a b c d e' }],
  [
    'what a block gives names to',
    '{{#each form as |row at|}}{{row}}{{/each}}',
    { values: 'form row', given: 'row at' },
  ],
  [
    'what the other branch gives names to',
    '{{#if a}}{{else each form as |row|}}{{at}}{{/if}}',
    { values: 'a form at', given: 'row' },
  ],
  ['a partial, with its line', '\n{{> p}}', { partials: 'p:2' }],
  [
    'what a partial is given',
    '{{> p ticket heading="x" note=colon}}',
    {
      partials: 'p',
      values: 'ticket colon',
      given: 'heading note',
    },
  ],
  [
    'a partial around a block',
    '\n{{#> frame ticket title=colon}}{{ref}}{{> p}}{{/frame}}',
    {
      partials: 'frame:2 p:2',
      values: 'ticket:2 colon:2 ref:2',
      given: 'title',
    },
  ],
  ['the block a partial stands around is none', '{{> @partial-block}}', {}],
  ['a partial whose name is computed', '{{> (lookup ticket "kind")}} {{> (zork)}}', { values: 'ticket zork' }],
  ['a partial of a number', '{{> 1}}', { partials: '1' }],
  [
    'a partial within the template',
    '{{#*inline "row"}}{{number}}{{/inline}}{{> row}}',
    {
      partials: 'row',
      values: 'number',
      given: 'row',
    },
  ],
  ['a partial within it that has no name', '{{#*inline row}}{{number}}{{/inline}}', { values: 'number' }],
])('%s', (_, source, { values = '', partials = '', given = '' }) => {
  const found = namesIn(Handlebars.parse(source));
  const shown = (names: readonly { name: string; line: number }[], expected: string) =>
    names.map(({ name, line }) => (expected.includes(':') ? `${name}:${line}` : name)).join(' ');
  expect({
    values: shown(found.values, values),
    partials: shown(found.partials, partials),
    given: [...found.given].join(' '),
  }).toEqual({ values, partials, given });
});
