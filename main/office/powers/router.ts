import { os } from '../procedures.ts';

export const powersRouter = {
  find: os.powers.find.handler(({ context, input }) => context.office.powers.find(input.query, input.on)),
  item: os.powers.item.handler(({ context, input }) => context.office.powers.view(input.code, input.on)),
  authorities: os.powers.authorities.handler(({ context, input }) => {
    const { powers } = context.office;
    return powers.authorities().map((one) => ({ ...one, ...powers.usable(one, input.on) }));
  }),
};
