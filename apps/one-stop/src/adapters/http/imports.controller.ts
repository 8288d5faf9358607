import { PassThrough, type Readable } from 'node:stream';
import { Controller } from '@nestjs/common';
import { ProblemError, importDossiers, type DossierImportResult, type InputOf } from '@thongsuot/contracts';
import { From, Handles, Input, Kit, Raw, type Caller, type KitRequest } from '@thongsuot/service-kit';
import { Rules } from '../../config/rules';
import type { DossierFile } from '../../features/import-dossiers/dossier-file';
import { importReach } from '../../features/import-dossiers/reach';
import { runImport } from '../../features/import-dossiers/run-import';
import { openCsv } from '../files/read-csv';
import { openNdjson } from '../files/read-ndjson';
import { DryImport } from '../store/dry-import';
import { StoredImport } from '../store/stored-import';

const OPENERS: Readonly<Record<string, (body: AsyncIterable<Buffer>) => Promise<DossierFile>>> = {
  'text/csv': openCsv,
  'application/x-ndjson': openNdjson,
};

/** Files of dossiers. */
@Controller()
export class ImportsController {
  constructor(
    private readonly kit: Kit,
    private readonly rules: Rules,
  ) {}

  @Handles(importDossiers)
  async import(
    @Input() { query }: InputOf<typeof importDossiers>,
    @From() caller: Caller,
    @Raw() request: KitRequest,
  ): Promise<DossierImportResult> {
    const open = OPENERS[request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''];
    if (!open) throw new ProblemError('unsupported-media-type');
    const body = request.body as Readable;
    const bytes = tapped(body);
    const dryRun = query.dryRun === 'true';
    const { kit } = this;
    const { tree } = kit.areas;
    const key = keyOf(request) ?? query.contentHash?.toLowerCase() ?? null;
    const name = { actor: caller.subject, source: query.source ?? caller.subject, key };
    const session = dryRun ? new DryImport(kit.store) : new StoredImport(kit, this.rules, name);
    try {
      const file = await open(bytes);
      const mayImport = importReach(caller, tree, kit.clock.today());
      return await runImport(file, session, { tree, mayImport }, dryRun);
    } finally {
      // What a refusal left unread runs off, so that the answer and the connection's next request get through.
      body.unpipe(bytes);
      bytes.destroy();
      body.resume();
    }
  }
}

function keyOf(request: KitRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return null;
  if (key.length <= 200) return key;
  throw new ProblemError('validation-failed', {
    errors: [{ pointer: '/headers/idempotency-key', code: 'too-long', message: 'tối đa 200 ký tự / 200 characters at most' }],
  });
}

/** The bytes of a request as a stream of its own: a reader that gives up half-way must not take the connection along. */
function tapped(body: Readable): PassThrough {
  const bytes = new PassThrough();
  body.on('error', (error) => bytes.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) bytes.destroy(new Error('the upload broke off'));
  });
  return body.pipe(bytes);
}
