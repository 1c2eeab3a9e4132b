import type { PartyType } from '../../../preload/contract/subjects.ts';
import { type CallContext, os } from '../procedures.ts';
import { isOrdinaryOnly } from './data/index.ts';

/** The same item with whether it is one for the ordinary procedure, which depends on who did it. */
function forParty<Item extends { code: string }>({ office }: CallContext, party: PartyType, item: Item) {
  return { ...item, ordinaryOnly: isOrdinaryOnly(office.powers.item(item.code), party, office.settings.parameters()) };
}

export const powersRouter = {
  find: os.powers.find.handler(({ context, input: { query, on, party } }) =>
    context.office.powers.find(query, on).map((item) => forParty(context, party, item)),
  ),
  item: os.powers.item.handler(({ context, input: { code, on, party } }) =>
    forParty(context, party, context.office.powers.view(code, on)),
  ),
  authorities: os.powers.authorities.handler(({ context, input }) => {
    const { powers } = context.office;
    return powers.authorities().map((one) => ({ ...one, ...powers.usable(one, input.on) }));
  }),
};
