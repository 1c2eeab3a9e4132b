import { refuse } from '../../../preload/contract/refusal.ts';
import { os } from '../procedures.ts';
import { maskIdNo } from '../subjects/rules.ts';

export const documentsRouter = {
  get: os.documents.get.handler(({ context, input }) => context.office.documents.get(input.documentId)),
  ticket: os.documents.ticket.handler(({ context, input }) => {
    const { office, officer } = context;
    const { title, number, sha256, signedSha256 } = office.documents.get(input.documentId);
    if (input.save) {
      const detail = `另存${title} ${number}`;
      office.ledger.looked({ actor: officer.id, what: 'export', subject: input.documentId, detail });
    } else office.viewed(officer.id, input.documentId, `查看${title} ${number}`);
    return { url: office.documentUrl(`${title}${number}.pdf`, input.signed ? (signedSha256 ?? sha256) : sha256) };
  }),
  sign: os.documents.sign.handler(async ({ context, input }) => {
    const { office, officer } = context;
    const caseId = office.documents.record(input.documentId).caseId;
    const idMasked = input.role === 'PARTY' && caseId !== null ? maskIdNo(office.cases.partyNo(caseId)) : '';
    if (input.role === 'OFFICER_1' || input.role === 'OFFICER_2')
      await office.cases.steps.signOfficer(officer.id, input);
    else await office.signing.sign(officer.id, { ...input, idMasked });
    const view = await office.signing.completed(officer.id, input.documentId);
    office.events.changed('documents', 'cases');
    return view;
  }),
  refuseSign: os.documents.refuseSign.handler(async ({ context, input }) => {
    const { office, officer } = context;
    office.signing.refuseSign(officer.id, input);
    const view = await office.signing.completed(officer.id, input.documentId);
    office.events.changed('documents', 'cases');
    return view;
  }),
  verify: os.documents.verify.handler(({ context, input }) => context.office.signing.verify(input.documentId)),
  exportSignature: os.documents.exportSignature.handler(async ({ context, input }) => {
    const { office, officer } = context;
    const { name, bytes } = await office.signing.exported(input.documentId, input.role, input.form);
    office.ledger.looked({ actor: officer.id, what: 'export', subject: input.documentId, detail: `导出${name}` });
    return { name, bytes: Buffer.from(bytes).toString('base64') };
  }),
  printers: os.documents.printers.handler(({ context }) => context.office.shell.printers()),
  print: os.documents.print.handler(async ({ context, input }) => {
    const { office, officer } = context;
    const { title, number, sha256, signedSha256 } = office.documents.record(input.documentId);
    const wanted = (input.signed ? signedSha256 : null) ?? sha256;
    if (wanted === null) refuse('DOC-202', '文书还没有生成完，已取的号没有丢。请先在案件页生成文书，再打印。');
    const pdf = await office.ledger.files.get(wanted);
    // Written down first: nothing leaves on paper that the log does not know.
    const detail = `打印${title} ${number}，${input.copies} 份`;
    office.ledger.looked({ actor: officer.id, what: 'print', subject: input.documentId, detail });
    await office.shell.printA4(pdf, { printer: input.printer, copies: input.copies });
    office.documents.printed(input.documentId, input.copies);
    office.events.changed('documents', 'cases');
    return { sentence: `已交给打印机，共 ${input.copies} 份。` };
  }),
};
