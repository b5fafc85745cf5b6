/**
 * `tsdesk mcp`: the desk for programs that speak the Model Context Protocol, over standard input and output. Tools only
 * read unless `--write` names who acts; what they bring is bounded, customers' words are marked as data, and tokens and
 * secrets are in none of it. Nothing but the protocol is written to standard output.
 */
import { finished } from 'node:stream/promises';
import type { Desk } from '../../desk/desk.ts';
import { sameAddress } from '../../people/address.ts';
import { CommandError, EXIT } from '../exit.ts';
import { type Run, withDesk } from '../run.ts';
import { READING_TOOLS } from './reading-tools.ts';
import { NOTICE, refusalOf, resultOf } from './result.ts';
import type { Tool } from './tool.ts';
import { answeringTransport } from './transport.ts';
import { writingTools } from './writing-tools.ts';

type Options = { readonly write?: boolean; readonly as?: string };

/** Serves until its client closes standard input. */
export async function serveMcp(run: Run, version: string, options: Options): Promise<undefined> {
  if ((options.write ?? false) !== (options.as !== undefined))
    throw new CommandError(
      EXIT.usage,
      '--write and --as ADDRESS belong together: changes are made in somebody’s name.',
    );
  const [{ McpServer }, { StdioServerTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/mcp.js'),
    import('@modelcontextprotocol/sdk/server/stdio.js'),
  ]);
  await withDesk(run, async (desk) => {
    const writing = options.as === undefined ? [] : writingTools(staffNamed(desk, options.as));
    const server = new McpServer({ name: 'tsdesk', version }, { instructions: NOTICE });
    for (const each of [...READING_TOOLS, ...writing]) {
      const { name, description, input } = each;
      const annotations = { readOnlyHint: !writing.includes(each), openWorldHint: false };
      server.registerTool(name, { description, inputSchema: input, annotations }, (given: unknown) =>
        answer(desk, each, given),
      );
    }
    const { transport, input } = answeringTransport(StdioServerTransport, process.stdin, process.stdout);
    // Where the connection ends before its input, that is a failure.
    server.server.onclose = () => input.destroy();
    await server.connect(transport);
    await finished(input);
    await server.close();
  });
}

function staffNamed({ directory }: Desk, address: string) {
  const staff = directory.staff.find(({ email }) => sameAddress(email, address));
  if (staff === undefined)
    throw new CommandError(EXIT.failed, `${address} is no address of the staff; tsdesk staff list shows everybody.`);
  return staff;
}

/** What is refused is told; a defect goes to standard error, since its words may be those of a statement. */
async function answer(desk: Desk, { name, work }: Tool, given: unknown) {
  try {
    return resultOf(await work(desk, given));
  } catch (error) {
    if (error instanceof CommandError) return refusalOf(error.message);
    desk.log.error({ event: 'tool_failed', tool: name, err: error });
    return refusalOf('This could not be done; standard error of tsdesk mcp says why.');
  }
}
