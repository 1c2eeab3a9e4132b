import type { z } from 'zod';
import { PARTY_TYPES } from '../../../../preload/contract/subjects.ts';
import type { officers, printedParty } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { place } from './places.ts';
import { dayInWords, idInGroups, idTypeInWords } from './words.ts';

/** Nothing is left blank on a paper: an empty field shows ／ (domain.md §2.1). */
export const orSlash = (text: string) => (text.trim() === '' ? '／' : text);

/** Heading: authority, title (with a second title under it), number. */
export function heading(authority: string, title: string, number: string, subtitle = ''): Markup {
  return html`<h1>${authority}</h1><h2>${title}</h2>${subtitle !== '' && html`<p class="subtitle">${subtitle}</p>`}<p class="number">${number}</p>`;
}

/** The party: a person, a sole trader or an organisation, as a table. */
export function partyTable(party: z.infer<typeof printedParty>): Markup {
  const guardian =
    party.guardian &&
    html`<tr><th>法定代理人</th><td colspan="5">${party.guardian.name}（${orSlash(party.guardian.relation)}）　电话：${orSlash(party.guardian.phone)}</td></tr>`;
  const labels = party.partyType === 'CITIZEN' ? 25 : 33; // 统一社会信用代码 on one line
  const columns = html`<colgroup><col style="width:8mm"><col style="width:${labels}mm"><col style="width:${64 - labels}mm"><col style="width:12mm"><col style="width:14mm"><col style="width:21mm"><col></colgroup>`;
  const contact = html`<th>联系电话</th><td>${orSlash(party.phone)}</td>`;
  const address = html`<tr><th>${party.partyType === 'CITIZEN' ? '住　　址' : '住所（地址）'}</th><td colspan="5">${orSlash(party.address)}</td></tr>`;
  if (party.partyType === 'CITIZEN') {
    return html`<table class="party">${columns}<tr><td class="tall" rowspan="${guardian ? 4 : 3}">当事人</td>
<th>姓　　名</th><td>${party.name}</td><th>性别</th><td class="center">${orSlash(party.gender)}</td><th>出生日期</th><td>${party.birthDate ? dayInWords(party.birthDate) : '／'}</td></tr>
<tr><th>${idTypeInWords(party.idType)}</th><td colspan="3">${orSlash(idInGroups(party.idNo))}</td>${contact}</tr>${address}${guardian}</table>`;
  }
  const person =
    party.partyType === 'SOLE_TRADER' ? '经　营　者' : party.partyType === 'COMPANY' ? '法定代表人' : '负　责　人';
  const personNo = party.partyType === 'SOLE_TRADER' && party.idNo !== '' ? `（${idInGroups(party.idNo)}）` : '';
  return html`<table class="party">${columns}<tr><td class="tall" rowspan="${guardian ? 5 : 4}">当事人</td>
<th>名　　称</th><td colspan="5">${party.name}（${PARTY_TYPES[party.partyType]}）</td></tr>
<tr><th>${person}</th><td colspan="3">${orSlash(party.legalRep)}${personNo}</td>${contact}</tr>
<tr><th class="nowrap">统一社会信用代码</th><td colspan="5">${orSlash(party.uscc)}</td></tr>${address}${guardian}</table>`;
}

interface Signing {
  readonly authority: string;
  readonly officers: z.infer<typeof officers>;
  readonly day: string;
  readonly copy: number;
  /** Whose signature stands in the party's row. */
  readonly partyLabel: Markup;
  readonly dateLabel: string;
  /** Papers without a seal leave the right part out. */
  readonly sealed: boolean;
}

/** Officers with their boxes, place of the seal, the party's box, refusal and witness: never broken over two pages. */
export function signingTable(signing: Signing): Markup {
  const [first, second, ...more] = signing.officers;
  const high = signing.sealed; // room for the seal
  const row = (officer: typeof first, name: 'OFFICER_1' | 'OFFICER_2', seal: Markup | false) =>
    html`<tr><th>执法人员<br>签　　名</th><td class="box" colspan="${signing.sealed ? 1 : 2}">${place(name, signing.copy, high ? 13.5 : 11)}</td>
<td class="small" colspan="${signing.sealed ? 1 : 2}">${officer?.name}<br>执法证号${signing.sealed ? html`<br>` : ' '}${officer?.certNo}</td>${seal}</tr>`;
  const seal =
    signing.sealed &&
    html`<td rowspan="2" colspan="2" class="seal">${signing.authority}<br>${dayInWords(signing.day)}<br><span class="hint">（机关印章）</span></td>`;
  const others =
    more.length > 0 &&
    html`<tr><th>其他执法<br>人　　员</th><td colspan="4">${more.map((one) => html`${one.name}（执法证号 ${one.certNo}）　`)}</td></tr>`;
  return html`<table class="keep gap signing"><colgroup><col style="width:23mm"><col style="width:44mm"><col style="width:26mm"><col style="width:20mm"><col></colgroup>
${row(first, 'OFFICER_1', seal)}${row(second, 'OFFICER_2', false)}${others}
<tr><th>${signing.partyLabel}</th><td class="box" colspan="2">${place('PARTY', signing.copy, high ? 14 : 12)}</td><th>${signing.dateLabel}</th><td class="box">${place('PARTY_DATE', signing.copy, high ? 14 : 12)}</td></tr>
<tr><th>拒绝签名<br>注　　明</th><td class="box" colspan="2">${place('REFUSAL', signing.copy, high ? 12 : 11)}</td><th>见证人</th><td class="box">${place('WITNESS', signing.copy, high ? 12 : 11)}</td></tr></table>
<p class="end">（以下空白）</p>`;
}
