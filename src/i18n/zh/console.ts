/** Words of the station desk's screens. */
export const consoleWords = {
  station: {
    title: '本所办件',
    counting: (count: number) => `没办结的 ${count} 件`,
    countingMore: (count: number) => `先列出 ${count} 件,还有更多`,
    late: '已超时',
    states: '状态',
    allStates: '全部',
    state: (name: string, count: number) => `${name} ${count}`,
    village: '村',
    allVillages: '所有的村',
    person: '办理人',
    allPeople: '所有人',
    option: (name: string, count: number) => `${name}(${count} 件)`,
    clear: '清掉筛选',
    print: '打印',
    printedAt: (when: string) => `${when} 打印`,
    columns: { item: '事项', who: '给谁', place: '地方', state: '状态', clock: '时间', person: '办理人', moves: '改派' },
    reassign: '换人办',
    reassignFrom: (name: string) => `换人办,现在是 ${name}`,
    empty: { title: '本所没有没办结的事', text: '新的申请会马上出现在这里。' },
    nothingLeft: { title: '这样筛选,一件也没有', text: '换个条件,或看全部。' },
    notYours: { title: '这里只给派出所值班和所长看', text: '要办的事在待我办的里。' },
    toInbox: '去待我办的',
    stale: '没有连上,下面是刚才看到的。'
  }
}
