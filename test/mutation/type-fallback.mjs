import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/**
 * `match[1] ?? ''`: the value behind `??` is there because the compiler cannot know that an element exists
 * (noUncheckedIndexedAccess). Where the element always exists, another value there changes nothing.
 */
const ignorer = {
  shouldIgnore({ node, parent }) {
    const isFallback = parent?.type === 'LogicalExpression' && parent.operator === '??' && parent.right === node;
    const isElement = parent?.left?.type === 'MemberExpression' && parent.left.computed;
    return isFallback && isElement ? 'stands in for an element that exists' : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'type-fallback', ignorer)];
