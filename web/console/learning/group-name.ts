/** Values of the dimensions by which a group is formed; the total has none. */
export const groupName = (group: Readonly<Record<string, string>>, total = ''): string =>
  Object.keys(group).length === 0 ? total : Object.values(group).join(', ');
