import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the model, as it came over the wire. */
export interface ModelRequest {
  path: string;
  authorization: string | null;
  /** The whole body. */
  text: string;
  /** `task` and `data` of the user message, and which purpose the schema is of; empty where there is none. */
  task: string;
  data: Record<string, unknown>;
  purpose: string;
  /** Texts that are to be embedded; empty for a chat. */
  input: string[];
}

export type ModelAnswer = (request: ModelRequest, response: ServerResponse, incoming: IncomingMessage) => void;

/** A server that speaks chat completions and embeddings, and answers as a test says. */
export interface ModelServer {
  url: string;
  requests: ModelRequest[];
  answerWith(answer: ModelAnswer): void;
  close(): Promise<void>;
}

/** A chat completion with this content. */
export const completion =
  (content: unknown, more: Record<string, unknown> = {}): ModelAnswer =>
  (_request, response) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: text } }],
        usage: { prompt_tokens: 80, completion_tokens: 20, total_tokens: 100 },
        ...more,
      }),
    );
  };

/** The answer of `/embeddings`, a vector for each text. */
export const embeddings =
  (vectorOf: (text: string) => readonly unknown[], more: Record<string, unknown> = {}): ModelAnswer =>
  ({ input }, response) => {
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ object: 'list', data, model: 'm', usage: { prompt_tokens: 9, total_tokens: 9 }, ...more }));
  };

/** What a well-behaved model says, by purpose. */
export const byPurpose =
  (answers: Readonly<Record<string, unknown>>): ModelAnswer =>
  (request, response, incoming) => {
    if (!(request.purpose in answers)) response.writeHead(500).end();
    else completion(answers[request.purpose])(request, response, incoming);
  };

export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let answer: ModelAnswer = (_request, response) => response.writeHead(500).end();
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const body = text === '' ? {} : JSON.parse(text);
    const user = JSON.parse(body.messages?.[1]?.content ?? '{}');
    const request = {
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization ?? null,
      text,
      task: user.task ?? '',
      data: user.data ?? {},
      purpose: body.response_format?.json_schema?.name ?? '',
      input: [body.input ?? []].flat(),
    };
    requests.push(request);
    answer(request, response, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    answerWith(next) {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
