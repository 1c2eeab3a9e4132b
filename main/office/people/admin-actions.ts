/** What the audit administrator reads; kinds of the journal in words. */
export const ADMIN_ACTIONS: Readonly<Record<string, string>> = {
  'officer.saved': '维护人员账号',
  'officer.roles-set': '设置角色',
  'officer.password-set': '设置口令',
  'officer.locked-out': '口令连续输错，账号锁定',
  'town.saved': '维护单位资料',
  'parameter.set': '修改参数',
  'evidence.name-profiles-set': '修改录像命名规则',
  'evidence.name-profile-forgotten': '忘记一台记录仪的命名规则',
  'authority.saved': '维护执法主体',
  'power.assigned': '维护权责清单',
  'ledger.created': '设立账本',
  'ledger.backup-made': '备份账本',
  'ledger.restored': '从备份恢复账本',
  'ledger.clock-jumped': '电脑时间发生跳变',
  'devices.training-set': '开关培训模拟设备',
  'access.month-closed': '查看日志按月封存',
};
