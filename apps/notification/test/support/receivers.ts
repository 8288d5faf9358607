import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server was given it. */
export interface ReceivedMail {
  readonly to: string[];
  readonly raw: string;
  readonly mail: ParsedMail;
}

/** A real SMTP server that keeps what it is sent. */
export interface MailReceiver {
  readonly url: string;
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** Runs once the whole mail is here, before it is acknowledged; throw to refuse it. */
  onMail: (mail: ReceivedMail) => void | Promise<void>;
  /** Runs once it is acknowledged. */
  onTaken: () => void;
  close(): Promise<void>;
}

export async function receiveMails(options: SMTPServerOptions = {}): Promise<MailReceiver> {
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    ...options,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          const raw = Buffer.concat(chunks).toString('utf8');
          const received = { to: session.envelope.rcptTo.map(({ address }) => address), raw, mail: await simpleParser(raw) };
          try {
            await receiver.onMail(received);
          } catch (error) {
            done(error as Error);
            return;
          }
          receiver.mails.push(received);
          done();
          receiver.onTaken();
        })();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const receiver: MailReceiver = {
    ...{ port, url: `smtp://127.0.0.1:${String(port)}`, mails: [], onMail: () => undefined, onTaken: () => undefined },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
  return receiver;
}

/** A request as an address was given it. */
export interface ReceivedPost {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly url: string;
}

/** A real HTTP server that keeps what it is posted. */
export interface PostReceiver {
  readonly url: string;
  readonly posts: ReceivedPost[];
  /** What it answers: status and headers. */
  answer: (post: ReceivedPost) => { status: number; headers?: Record<string, string> };
  onTaken: () => void;
  close(): Promise<void>;
}

/** @param options.delayMs how long it thinks about each */
export async function receivePosts({ delayMs = 0 } = {}): Promise<PostReceiver> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const post = { headers: request.headers, body, url: request.url ?? '' };
      const { status, headers = {} } = receiver.answer(post);
      receiver.posts.push(post);
      setTimeout(() => {
        response.writeHead(status, headers).end('x'.repeat(100), () => {
          receiver.onTaken();
        });
      }, delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: PostReceiver = {
    ...{ url: `http://127.0.0.1:${String(port)}`, posts: [], answer: () => ({ status: 204 }), onTaken: () => undefined },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return receiver;
}
