import { lookup as lookupAll, type LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What a fetch may cost. */
export interface FetchLimits {
  readonly timeoutMs: number;
  readonly bytesMax: number;
  readonly redirectsMax: number;
}

export const PAGE_LIMITS: FetchLimits = { timeoutMs: 10_000, bytesMax: 5 * 1024 * 1024, redirectsMax: 3 };

/** A page that cannot be had, in words for whoever asked. Nothing of a private address is told beyond its refusal. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
}

export interface FetchedPage {
  readonly content: Buffer;
  readonly mediaType: string;
}

const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** Everything but global unicast, and what carries an IPv4 address inside. */
const PRIVATE_V6 = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

// Two lists: one alone would look an IPv4 address up as the IPv6 address that carries it.
const privateV4 = new BlockList();
const privateV6 = new BlockList();
for (const [net, bits] of PRIVATE_V4) privateV4.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of PRIVATE_V6) privateV6.addSubnet(net, bits, 'ipv6');

/** True for addresses that are nobody's on the public network: loopback, private, link-local, metadata services, multicast. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || (family === 4 ? privateV4.check(address) : privateV6.check(address, 'ipv6'));
}

/**
 * Fetches a page as a stranger would: http and https only, never a private address (also not by redirect or by a name that
 * resolves to one: the address that was checked is the one connected to), within time and size.
 * @param allowedHosts host names that the operator lets be private
 * @throws PageProblem
 */
export async function fetchPage(
  url: string,
  allowedHosts: ReadonlySet<string>,
  limits: FetchLimits = PAGE_LIMITS,
): Promise<FetchedPage> {
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  let at = checkedUrl(url);
  for (let hop = 0; hop <= limits.redirectsMax; hop += 1) {
    const response = await open(at, allowedHosts, deadline);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      at = checkedUrl(headers.location, at);
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw new PageProblem(`máy chủ trả lời ${statusCode} / the server answered ${statusCode}`);
    }
    return { content: await read(response, limits.bytesMax, deadline), mediaType: headers['content-type'] ?? '' };
  }
  throw new PageProblem('chuyển hướng quá nhiều lần / too many redirects');
}

function checkedUrl(text: string, base?: URL): URL {
  const url = tryUrl(text, base);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new PageProblem('chỉ nhận http và https / only http and https');
  if (url.username !== '' || url.password !== '') throw new PageProblem('địa chỉ chứa mật khẩu / the address carries a password');
  return url;
}

function tryUrl(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

function open(url: URL, allowedHosts: ReadonlySet<string>, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const mayBePrivate = allowedHosts.has(host);
  if (!mayBePrivate && isIP(host) !== 0 && isPrivateAddress(host)) return Promise.reject(privateProblem());
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent: false,
        signal,
        lookup: checkingLookup(mayBePrivate),
        headers: { accept: 'text/html, application/json', 'accept-encoding': 'identity', 'user-agent': 'ThongSuot-accuracy/1' },
      },
      resolve,
    );
    sent.on('error', (error) => {
      reject(error instanceof PageProblem ? error : problemOf(error, signal));
    });
    sent.end();
  });
}

/** Resolves a name and refuses it where any of its addresses is private; the connection goes to what was checked. */
function checkingLookup(mayBePrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookupAll(hostname, { all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? new Error('no address'), '', 4);
      else if (!mayBePrivate && addresses.some(({ address }) => isPrivateAddress(address))) callback(privateProblem(), '', 4);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

async function read(response: IncomingMessage, bytesMax: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bytesMax) throw new PageProblem(`trang lớn hơn ${bytesMax} byte / the page is larger than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PageProblem ? error : problemOf(error, signal);
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}

function privateProblem(): PageProblem {
  return new PageProblem('địa chỉ thuộc mạng nội bộ, không được phép / the address lies in a private network');
}

function problemOf(error: unknown, signal: AbortSignal): PageProblem {
  if (signal.aborted) return new PageProblem('quá thời gian chờ / timed out', { cause: error });
  return new PageProblem('không kết nối được / cannot connect', { cause: error });
}
