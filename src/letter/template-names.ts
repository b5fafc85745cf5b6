import Handlebars from 'handlebars';

type Named = { readonly name: string; readonly line: number };

/** What a template names, and what it gives names to. */
export type TemplateNames = {
  /** Values, each part of `ticket.subject` by itself. */
  readonly values: readonly Named[];
  readonly partials: readonly Named[];
  /** Arguments of its partials (`heading="…"`), block parameters and inline partials. */
  readonly given: ReadonlySet<string>;
};

/** Reads the names out of a parsed template, in every branch of it. */
export function namesIn(program: hbs.AST.Program): TemplateNames {
  const names = new NameVisitor();
  names.accept(program);
  return names;
}

class NameVisitor extends Handlebars.Visitor implements TemplateNames {
  readonly values: Named[] = [];
  readonly partials: Named[] = [];
  readonly given = new Set<string>();

  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    this.#call(statement);
  }
  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.#call(expression);
  }
  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.#call(block);
    for (const program of [block.program, block.inverse]) if (program) this.#block(program);
  }
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.#partial(partial);
  }
  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.#partial(partial);
    this.#block(partial.program);
  }
  override DecoratorBlock(decorator: hbs.AST.DecoratorBlock): void {
    for (const param of decorator.params) if (param.type === 'StringLiteral') this.given.add(String(nameOf(param)));
    this.#block(decorator.program);
  }
  override PathExpression({ data, parts, loc }: hbs.AST.PathExpression): void {
    if (data) return;
    for (const name of parts) if (!/^(?:\d+|length)$/.test(name)) this.values.push({ name, line: loc.start.line });
  }

  #call({ path, params, hash }: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>): void {
    // With arguments it is a helper, which the compiler knows.
    if (params.length === 0) this.accept(path);
    this.acceptArray(params);
    this.accept(hash);
  }
  #partial({ name, params, hash, loc }: Pick<hbs.AST.PartialStatement, 'name' | 'params' | 'hash' | 'loc'>): void {
    const called = nameOf(name);
    if (called === null) this.accept(name);
    else if (!called.startsWith('@')) this.partials.push({ name: called, line: loc.start.line });
    this.acceptArray(params);
    for (const { key } of hash?.pairs ?? []) this.given.add(key);
    this.accept(hash);
  }
  #block(program: hbs.AST.Program): void {
    for (const name of program.blockParams ?? []) this.given.add(name);
    this.accept(program);
  }
}

/** As it is written; null for a partial whose name is computed. */
const nameOf = (node: hbs.AST.Node): string | null => ('original' in node ? String(node.original) : null);
