import { Controller, Res } from '@nestjs/common';
import { ProblemError, addProofFile, getProofFile, type InputOf, type TaskItem } from '@thongsuot/contracts';
import { hashOf, keepFile, readKeptFile, type CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, Raw, sees, type Caller, type KitRequest } from '@thongsuot/service-kit';
import { PROOF_TYPES, proofTypeOf } from '../../domain/evidence/proof-file';
import { addEvidence } from '../../domain/task/transitions';
import { contentDisposition } from '../../features/export-plan/exported-file';
import { newId } from '../../features/new-id';
import type { TaskDoc } from '../../features/records';
import { withoutPlaceAndDevice } from '../files/without-exif';
import { TASKS } from '../store/collections';
import { workIn } from '../store/work';
import { namedLine } from './named-line';
import { underRules } from './rules';
import { assertMayUse, dayOf } from './scope';
import { taskItem } from './views';

/** What names and types the file of an answer. */
interface Reply {
  header(name: string, value: string): unknown;
}

/** Files that prove that something was done. */
@Controller()
export class ProofFilesController {
  constructor(private readonly kit: Kit) {}

  @Handles(addProofFile)
  add(
    @Input() input: InputOf<typeof addProofFile>,
    @Raw() request: KitRequest,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<TaskItem> {
    const { kit } = this;
    return underRules(async () => {
      const { name, content: sent } = await proofOf(request);
      const type = proofTypeOf(sent);
      // Where and with what a photo was taken is nobody's business here.
      const content = type === 'jpg' || type === 'png' || type === 'webp' ? await withoutPlaceAndDevice(sent) : sent;
      const { answer } = await kit.commands.run(key && { ...key, bodyHash: hashOf(content.toString('base64')) }, async (tx) => {
        const work = workIn(tx, kit.areas.tree);
        const line = namedLine(await work.tasks.ofTask(input.params.id), input.query.occurrence);
        const ours = line.leadUnits.some((lead) => sees(caller, kit.areas.tree, lead.areaVersion, dayOf(kit, caller)));
        if (!ours) assertMayUse(kit, caller, line.areaVersion);
        if (line.occurrence === null) throw new ProblemError('task-state-conflict');
        const at = kit.clock.now();
        const who = { by: caller.subject, at };
        const file = await keepFile(tx, { _id: newId(), of: line.taskId, name, mediaType: PROOF_TYPES[type], ...who }, content);
        const { _id: id, mediaType, bytes, sha256 } = file;
        const evidence = {
          kind: 'file',
          reference: name,
          file: { id, mediaType, bytes, sha256 },
          by: who.by,
          at: at.toISOString(),
        } as const;
        const [saved = line] = await work.tasks.save([
          { line, moved: { occurrence: addEvidence(line.occurrence, evidence), changes: [] } },
        ]);
        tx.audit({
          actor: caller.subject,
          action: addProofFile.id,
          subject: `task ${line._id}`,
          detail: { file: id, bytes, sha256 },
        });
        return taskItem(saved, { today: kit.clock.today() });
      });
      return answer;
    });
  }

  @Handles(getProofFile)
  async get(
    @Input() input: InputOf<typeof getProofFile>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Buffer> {
    const { kit } = this;
    const found = await readKeptFile(kit.store, input.params.file);
    const line = await kit.store.collection<TaskDoc>(TASKS).findOne({ taskId: input.params.id });
    if (found?.file.of !== input.params.id || line === null) throw new ProblemError('not-found');
    const units = [line.areaVersion, ...line.leadUnits.map((unit) => unit.areaVersion)];
    if (!units.some((one) => sees(caller, kit.areas.tree, one, dayOf(kit, caller)))) throw new ProblemError('forbidden');
    await kit.unitOfWork.run((tx) => {
      tx.audit({ actor: caller.subject, action: getProofFile.id, subject: `file ${found.file._id}` });
      return Promise.resolve();
    });
    reply.header('content-type', found.file.mediaType);
    reply.header('content-disposition', contentDisposition(found.file.name));
    // A browser shows what it is told to, and never guesses a page out of a picture.
    reply.header('x-content-type-options', 'nosniff');
    return found.content;
  }
}

/** @throws ProblemError `unsupported-media-type`, `payload-too-large`, `validation-failed` */
async function proofOf(request: KitRequest): Promise<{ name: string; content: Buffer }> {
  if (!request.isMultipart()) {
    throw new ProblemError('unsupported-media-type', {
      detail: 'Gửi tệp trong trường file của multipart/form-data / Send the file as the part "file" of a multipart/form-data',
    });
  }
  let found: { name: string; content: Buffer } | undefined;
  for await (const part of request.parts()) {
    if (part.type !== 'field' && part.fieldname === 'file') {
      found = { name: part.filename.slice(0, 200), content: await part.toBuffer() };
    } else if (part.type !== 'field') part.file.resume();
  }
  if (found === undefined) {
    throw new ProblemError('validation-failed', {
      errors: [{ pointer: '/file', code: 'required', message: 'Thiếu tệp minh chứng / The file is missing' }],
    });
  }
  return found;
}
