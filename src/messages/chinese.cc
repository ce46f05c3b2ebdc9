#include "messages/catalog.h"

namespace twotower {
namespace {

constexpr std::array kChinese = {
    // Checks of the data.
    say_as<HeavyUsersKept>(
        "{users} 个用户占全部事件的 {share}，远多于其他人，多半是程序：保留：{names}"),
    say_as<HeavyUsersLeftOut>(
        "{users} 个用户占全部事件的 {share}，远多于其他人，多半是程序：已排除：{names}"),
    say_as<UnjoinableUsers>("{rows} 的行指向用户表中没有的 id（共 {missing} 个）：保留，只用 id"),
    say_as<UnjoinableItems>("{rows} 的行指向物品表中没有的 id（共 {missing} 个）：保留，只用 id"),
    say_as<UnusedUsers>("用户表的 {all} 位用户中有 {unused} 位没有任何交互"),
    say_as<UnusedItems>("物品表的 {all} 个物品中有 {unused} 个没有任何交互"),
    say_as<SameTimeByFile>("{rows} 的行与同一用户或会话的另一行时间相同：先后按文件中的次序"),
    say_as<SameTimeByColumn>("{rows} 的行与同一用户或会话的另一行时间相同：先后由次序列决定"),
    say_as<DuplicateRows>("{rows} 的行与另一行的用户、物品、时间都相同：保留"),
    say_as<OneMoment>("{rows} 的行是同一个时间：可能是默认值"),
    say_as<FarTimes>("不到 1 % 的行占去了大部分时间跨度：时钟可能有误"),
    say_as<RowsBehind>("文件按时间排列，但有 {rows} 行（{share}）落后一天以上：迟到，或时间有偏移"),
    say_as<LoggedTwice>("{rows} 的行在 10 秒内重复同一用户的同一物品：可能记录了两次"),
    say_as<TestLoggedTwice>("{test} 的测试行，其 10 秒之内的同一行就在询问所用的历史中；全部行中 "
                            "{rows} 在 10 秒内重复同一用户的同一物品：可能记录了两次"),
    say_as<TestRowsInTraining>(
        "{test} 的测试行也在训练中（用户、物品、时间都相同）；训练行中这样重复的有 {training}"),
    say_as<UntimedTestRowsInTraining>(
        "{test} 的测试行也在训练中（用户、物品都相同）；训练行中这样重复的有 {training}"),
    say_as<TestMomentsShared>("{test} 的测试行有物品和时间都相同的另一行；验证行只有 {validation}"),
    say_as<TestRunsCopied>(
        "{test} 的测试行，连同之前共 {length} 行在训练中也有；验证行只有 {validation}"),
    say_as<TestRowsShifted>(
        "{test} 的测试行，与该用户同一物品的训练行相隔同样的时间；验证行只有 {validation}"),
    say_as<TestItemsKnown>("{test} 的测试行，其物品该用户在训练中选过；验证行只有 {validation}"),
    say_as<CopiedUsers>("{share} 的用户或会话（有 {items} 种以上物品的）从头起与另一个的历史相同"),
    say_as<TellsItem>("属于物品：同一物品的行中，{rows} 只有一个值；请求时若已知它，就已知答案"),
    say_as<LaterThanRow>("知道未来：{rows} 的行中，它晚于该行本身；数据末尾之前的 {at_end} "
                         "行中，有 {beyond} 行晚于数据的末尾"),
    say_as<LaterTimesOfUsers>("知道未来：训练已知的用户，其中 {times} 的时间落在测试的时段之内"),
    say_as<LaterTimesOfItems>("知道未来：训练已知的物品，其中 {times} 的时间落在测试的时段之内"),
    say_as<KnowsTotals>("知道未来：跟随之后才知道的总量（{total}），解释了 "
                        "{explained}，而该行已知的信息只解释 {past}"),
    say_as<KnowsTestTotals>("知道未来：跟随包含测试部分的总量（{total}），解释了 "
                            "{explained}，而测试之前已知的信息只解释 {past}"),
    say_as<NamesNextRow>("知道未来：{rows} 行中有 {next} 行说出{group}中下一行的 "
                         "{property}，而不是本行或上一行的；相反的只有 {past} 行"),
    say_as<NamesLater>("知道未来：{rows} 行中有 {later} 行说出序列中之后才出现的 "
                       "{property}，而不是之前的；相反的只有 {past} 行"),
    say_as<NamesTestTargetOfUsers>("知道未来：{all} 个用户中有 {later} 个说出测试中才选的 "
                                   "{property}，而不是之前的；相反的只有 {past} 个"),
    say_as<NamesTestTargetOfItems>("知道未来：{all} 个物品中有 {later} 个说出测试中才选的 "
                                   "{property}，而不是之前的；相反的只有 {past} 个"),
    say_as<TellsTestTarget>(
        "透露答案：说出测试所选的 {property} 的 {test}，验证部分只有 {validation}"),
    say_as<AgreesWithTest>("透露答案：与用户在测试中所选的 {property} 相符的行比偶然多 "
                           "{test}，与其之前所选的只多 {known}"),
    say_as<FitsItemNamed>("透露答案：依训练对其所说物品所知，与用户在测试中所选相配的行比偶然多 "
                          "{test}，与验证中所选的只多 {known}"),
    say_as<FitsLevel>("透露答案：依训练对值相同的用户所知，与用户在测试中所选相配的行比偶然多 "
                      "{test}，与验证中所选的只多 {known}"),
    say_as<TellsSplit>("透露哪些行是测试：其中 {test} 的值为 {value}，其他行中为 {others}"),
    say_as<LeakNamed>("：保留，因为配置写明了它；请从 `features` 中去掉"),
    say_as<LeakUnread>("：没有特征读取它"), say_as<LeakKept>("：保留"),
    say_as<LeakDropped>("：已排除"), say_as<ColumnValue>("{column}"), say_as<IdValue>("id"),
    say_as<EventWeight>("权重"), say_as<TotalOfGroup>("{group}的{figure}"),
    say_as<TotalInPart>("{part}的{figure}"), say_as<SumOf>("{value}之和"),
    say_as<MeanOf>("{value}的均值"), say_as<NextOf>("下一个{value}"),
    say_as<SumSoFar>("截至该行的{value}之和"), say_as<MeanSoFar>("截至该行的{value}的均值"),
    say_as<TotalDays>("天数"), say_as<TotalOthers>("不同对象数"), say_as<FirstTime>("最早时间"),
    say_as<LastTime>("最晚时间"), say_as<TotalLength>("时长"), say_as<NextTime>("下一时间"),
    say_as<NumberOfRows>("行数"), say_as<RowsLeft>("剩余行数"), say_as<PlaceInOrder>("次序"),
    say_as<TotalRows>("行数"), say_as<RowsOfLast14Days>("最近 14 天的行数"),
    say_as<RowsOfLast30Days>("最近 30 天的行数"), say_as<RowsOfLast7Days>("最近 7 天的行数"),
    say_as<RowsOfLastDay>("最近一天的行数"), say_as<RowsOfLastHalf>("后一半时间的行数"),
    say_as<RowsOfLastQuarter>("后四分之一时间的行数"), say_as<RowTime>("时间"),
    say_as<TimeFromFirstToLast>("从最早到最晚的时间"), say_as<TimeLeft>("剩余时间"),
    say_as<TimeSinceRowBefore>("距上一行的时间"), say_as<TimeSinceStart>("距开始的时间"),
    say_as<TimeToNextRow>("距下一行的时间"), say_as<OfSequence>("序列"), say_as<OfUser>("用户"),
    say_as<OfSession>("会话"), say_as<OfItem>("物品"), say_as<OfUsersDay>("用户当天"),
    say_as<OfItemsDay>("物品当天"), say_as<InTraining>("训练部分"),
    say_as<InTrainingAndValidation>("训练和验证部分"), say_as<InTest>("测试部分"),
    say_as<InAllParts>("全部数据"),
    say_as<TooFewEpochs>("直到 {epochs} 轮中的最后一轮，验证指标仍在上升"),
    say_as<RateTooHigh>("{epochs} 轮中第一轮最好：学习率 {rate}（嵌入表 {tables}）太高"),
    say_as<SameLists>("任意两个用户的列表，10 个物品中平均有 {shared} "
                      "个相同（item-kNN：{knn}）：得分几乎与用户无关，温度为 {temperature}"),
    say_as<SameListsUncorrected>(
        "任意两个用户的列表，10 个物品中平均有 {shared} "
        "个相同（item-kNN：{knn}）：得分几乎与用户无关，且没有对热门物品做 log_q 校正"),
    say_as<UnreadTables>("所给的表中，有 {tables} 张没有任何特征读取其列：{names}"),
    say_as<NewItemsByIdsAlone>("{targets} 的测试目标是训练中没有的物品，而物品塔只读 "
                               "id：请提供物品的属性列（--items FILE）"),
    say_as<NewItemsOfIds>("{targets} 的测试目标是训练中没有的物品，而模型学会了依赖 id"),
    say_as<UnknownToTraining>("{rows} 的测试行，其 {feature} 的值没有在训练中保留，一律当作未知值"),
    say_as<RareToTraining>("{rows} 的测试行，其 {feature} "
                           "的值没有在训练中保留，一律当作未知值（min_count {min_count}）"),
    say_as<RepeatsLeftOut>("{rows} 的验证行回到已知物品，而列表中排除了已知物品"),
    say_as<RepeatsFillLists>("只有 {rows} 的验证行回到已知物品，而已知物品占满了列表"),
    say_as<TastesMove>(
        "喜好在变化：最新四分之一的训练行与测试的物品分布重合 {newest}，全部训练行只有 {all}"),
    say_as<FewEventsForEncoder>(
        "每个用户平均只有 {events} 个训练事件，很难学到喜好；取均值比带权重的编码器更省数据"),
    say_as<FewEventsForVectors>(
        "每个用户平均只有 {events} 个训练事件，很难学到喜好；维度小一些的向量更省数据"),
    say_as<TrainingIsLater>("{rows} 的训练行晚于某个测试行：指标不代表上线效果"),
    say_as<VerdictOpen>(
        "还不能说 {metric} 优于 {rival}：相差 {gain} %，但测试用户不足 {users} 个。"),
    say_as<VerdictBetter>(
        "{metric} 比 {rival} 好 {gain} %（95 % 区间 {low}..{high}）。值得做 A/B 测试。"),
    say_as<VerdictNotBetter>("{metric} 不优于 {rival}（相差 {gain} %，95 % 区间 {low}..{high}）。"),
    say_as<RivalItemKnn>("item-kNN"), say_as<RivalPopularity>("热门排行"),
    say_as<RivalUserPopularity>("个人热门排行"), say_as<InfinitelyMany>("无穷多"),
    say_as<Comma>("、"),

    // Errors that hold another.
    say_as<PlainText>("{text}"), say_as<ErrorAt>("{place}：{problem}"),
    say_as<ErrorBelow>("{path}{problem}"), say_as<FileDamaged>("{path} 已损坏：{problem}"),
    say_as<ModelFileDamaged>("{path} 已损坏，或属于另一个模型：{problem}"),
    say_as<ColumnDamaged>("{path} 已损坏：列 {column} {problem}"),
    say_as<HeaderUnreadable>("文件头无法读取：{problem}"),
    say_as<FeatureStateUnreadable>("的状态无法被特征读取：{problem}"),
    say_as<ErrorFound>("{problem}\n  {key}：{finding}"),
    say_as<BundleThere>("{problem}；{path} 中有一个"),
    say_as<BundleNear>("{problem}；是否想写 {path}？"),
    say_as<WriteJson>("{problem}；请写 {flag} {text}"),
    say_as<WriteJsonAs>("{problem}；例如 {flag} {text}"),
    say_as<RowUnusable>("{option}：{path}：第 {row} 行：{problem}"),
    say_as<BadRowAdvice>("{problem}。请改正该行，或跳过这样的行：--set {option}.on_bad_row=skip"),
    say_as<TooManyBadRows>("{option}.on_bad_row：无法使用的行超过 {max} "
                           "行，不像是偶然的笔误；请改正数据或读取选项，或调高 "
                           "{option}.on_bad_row.max。第一处：{first}"),
    say_as<RulesDoNotFit>("{problem}；这个模型包无法遵守服务器收到的规则（PUT "
                          "/v1/rules）：请先用原来的模型包，并在那里修改规则"),
    say_as<RecordUnreadable>(
        "状态文件夹中关于各代模型的记录无法读取：{problem}；请换用该文件夹的另一份备份"),
    say_as<StateOfServer>(
        "{path} 正被运行中的服务器使用；请让它写备份（POST /v1/backups），或先停掉它"),

    // Errors of files, options, JSON and tensors.

    // Errors of columns, conditions and features.

    // Errors of tables and what is read of them.
    say_as<RoleUser>("用户"), say_as<RoleItem>("物品"), say_as<RoleTime>("时间"),
    say_as<RoleOrder>("次序"), say_as<RoleType>("类型"), say_as<RoleSession>("会话"),
    say_as<RoleVector>("向量"), say_as<IntegerValues>("整数"), say_as<NumberValues>("小数"),
    say_as<TextValues>("文字"), say_as<ListValues>("列表"), say_as<TextListValues>("文字的列表"),
    say_as<SingleValues>("{values}，每行一个"), say_as<IdsThemselves>("id 本身"),
    say_as<ColumnByName>("{column}，按列名识别"), say_as<ColumnOnlyId>("{column}，唯一像 id 的列"),
    say_as<ColumnOfClicks>("{column}，1 表示曝光后被点击"),
    say_as<ColumnOfEvents>("{column}，按其中的事件名识别"),
    say_as<TimeColumnByName>("{column}，按列名识别（{unit}）"),
    say_as<TimeColumnOnly>("{column}，唯一可读作时间的列（{unit}）"),
    say_as<TimeColumnVaries>("{column}，{candidates} 中唯一在序列内变化的列"),
    say_as<NoUserColumn>("没有：每行是一次单独的请求"),
    say_as<TablePathMissing>("{option}.path：没有给出文件；请写明路径"),
    say_as<TableFileMissing>("{option}.path：{path}：没有这个文件；请检查路径"),
    say_as<TableFileNear>("{option}.path：{path}：没有这个文件；是否想写 {nearest}？"),
    say_as<TablePatternUnlisted>("{option}.path：{path}：其中的文件夹无法列出；请检查权限"),
    say_as<TablePatternEmpty>("{option}.path：{path}：没有文件符合这个模式；请检查写法"),
    say_as<TableFolderEmpty>(
        "{option}.path：{path}：文件夹中没有可读的文件；请写明数据所在的文件夹"),
    say_as<TableFolderMixed>("{option}.path：{path}：含有不同种类的文件：{first} 和 "
                             "{second}；一张表的文件须是同一种：请用模式写明，{pattern}"),
    say_as<TableUnreadable>("{option}.path：{path}：无法读取：{reason}"),
    say_as<TableColumnUnreadable>("{option}.path：{path}：列 {column} 无法读取：{reason}"),
    say_as<DataFileUnreadable>("{path}：无法读取：{reason}"),
    say_as<TableUnwritable>("{path}：无法写入：{reason}"),
    say_as<TableEndingUnknown>(
        "{path}：表可写成 .csv、.csv.gz、.csv.zst 或 .parquet；请用其中一种扩展名"),
    say_as<TableListsInCsv>("{path}：列 {column} 是列表，CSV 无法表示；请写成 .parquet"),
    say_as<TableNotUtf16>("{option}.path：{path}：应为 UTF-16，但文件开头没有 FE FF 或 FF FE；请把 "
                          "{option}.encoding 设为实际的编码"),
    say_as<TableIsArchive>(
        "{option}.path：{path}：是 Excel 工作簿或压缩包；请把工作表另存为 CSV，或先解压"),
    say_as<TableIsBinary>("{option}.path：{path}：不是文本：十分之一的字节为零；请提供文本或 "
                          "Parquet 格式的表。UTF-16 须以 FE FF 或 FF FE 开头"),
    say_as<EncodingAmbiguous>(
        "{option}.encoding：{path}：不是 UTF-8，既可能是 gb18030 也可能是 latin-1；请设 "
        "{option}.encoding 为 gb18030、latin-1 或 utf-16，或把文件转为 UTF-8"),
    say_as<EncodingUnknown>(
        "{option}.encoding：{path}：不是 UTF-8，看来既不是 gb18030 也不是 latin-1；请设 "
        "{option}.encoding 为 gb18030、latin-1 或 utf-16，或把文件转为 UTF-8"),
    say_as<TableEmpty>("{option}.path：{path}：是空文件；请提供有数据行的文件"),
    say_as<TableWithoutRows>("{option}.path：{path}：没有数据行；请提供有数据行的文件"),
    say_as<TableIsJsonList>("{option}：{path}：是一整个 JSON 数组；请写成 JSON "
                            "lines，每行一个对象，行间不加逗号（可用 jq -c '.[]'）"),
    say_as<TableWithoutObjects>(
        "{option}.path：{path}：开头各行都不是 JSON 对象；请每行写一个对象，如 "
        "{example}（不要写成跨行的数组）；若不是 JSON lines 文件，请设 {option}.format"),
    say_as<ListsOrTable>(
        "{option}：{path}：每行都有 {words} "
        "个词，而第一行不是表头：是用户加物品的列表，还是表？请设 {option}.format 为 lists 或 csv"),
    say_as<FirstLineUnreadable>("{option}：{path}：第一行无法读作一行数据；请改正，或设 "
                                "{option}.format 和 {option}.separator"),
    say_as<ListsHeader>(
        "{option}.header：列表只有用户和物品两列，而表头有 {columns} 列；请给出两个列名"),
    say_as<SeparatorUnusable>(
        "{option}.separator 为 "
        "{separator}，须是一个或多个字符，且不含引号和换行；去掉它则自动识别"),
    say_as<SeparatorIrreplaceable>("{option}：{path}"
                                   "：用到了所有的控制字符，因此不是文本文件；多字符的分隔符需要一"
                                   "个空闲的控制字符：请用单字符的 {option}.separator"),
    say_as<HeaderDuplicate>("{option}：{path}：列名 `{column}` 重复；请改名，若第一行是数据，请用 "
                            "{option}.header 给出全部列名"),
    say_as<HeaderNotText>("{option}：{path}：第 {column} 列的列名不是 UTF-8 文本；请设 "
                          "{option}.encoding，或改名，或用 {option}.header 给出全部列名"),
    say_as<FolderNotText>("{option}：{path}：名为 NAME=VALUE 的文件夹不是 UTF-8 文本；请改名"),
    say_as<LineTooLong>(
        "{option}.path：{path}：有一行超过 {bytes} 字节，可能不是文本文件；请提供行较短的文本文件"),
    say_as<TableColumnMissing>("{option}：{path} 没有列 `{column}`。它有：{columns}"),
    say_as<TableColumnNear>(
        "{option}：{path} 没有列 `{column}`，是否想写 `{nearest}`？它有：{columns}"),
    say_as<TableColumnType>("{option}：{path}：列 {column} 的类型是 "
                            "{type}；可读的是整数、小数、文字、时间及其列表：请转换该列"),
    say_as<TableColumnsDiffer>("{option}：{path}：列 {column} 是时间或列表，而在 {first} "
                               "中不是，或正相反；同一列在所有文件中须是同一种类型"),
    say_as<CellUnusable>("{option}：{path}：第 {row} 行：列 {column} 的值是 `{value}`：{why}"),
    say_as<RowUneven>("{option}：{path}：第 {row} 行有 {columns} 列，应有 {expected} "
                      "列：`{text}`；分隔符按 `{separator}` 读取：若不对，请设 {option}.separator"),
    say_as<RowNotText>("{option}：{path}：第 {row} 行：列 {column} 不是 "
                       "{encoding}；请改正该行，或把 {option}.encoding 设为文件的编码"),
    say_as<RowEndless>(
        "{option}：{path}：第 {row} 行之后的一行超过 1 MB，多半是引号没有闭合；请补上引号"),
    say_as<LineNotUtf8>(
        "{option}：{path}：第 {line} 行不是 UTF-8；请转换文件，或设 {option}.encoding"),
    say_as<LineWithoutItem>("{option}：{path}：第 {line} 行只有用户，没有物品；请去掉该行"),
    say_as<RowIsJsonList>("是 JSON 数组；请每行写一个对象：{example}"),
    say_as<RowNotObject>("不是 JSON 对象；请写成 {example} 的形式"),
    say_as<RowKeyDuplicate>("键 {key} 重复"), say_as<RowValueUnusable>("列 {column} {problem}"),
    say_as<ValueIsObject>("是对象；请把它的字段写成各列"),
    say_as<ValueIsSingle>("是单个值，而前面的行是列表；请写成只含一个值的列表"),
    say_as<ValueIsList>("是列表，而前面的行是单个值；请把所有行都写成列表"),
    say_as<ValueNests>("的列表中还有列表或对象；列表中只能有单个值"),
    say_as<IdNotInteger>(
        "不是整数，而 data.interactions.id_type: int 要求整数；id_type: string 把 id 读作文字"),
    say_as<IdMissing>("每行都需要 id：请补上"),
    say_as<IdDuplicate>("id 重复：{path} 的第 {row} 行也是它；请去掉其中一行"),
    say_as<NumberInfinite>("数值须是有限的；请改正该行，或留空"),
    say_as<RowWithoutType>("每行都需要类型；可用 data.interactions.keep: {keep} 跳过它"),
    say_as<NotATime>("不是时间；请写成 2026-11-21T08:30:00Z，或自 1970 年起的数"),
    say_as<TextTimeOutside>("时间须在 1995 年到明天之间（留空表示未知）"),
    say_as<NumberTimeOutside>("它相当于 {meanings}；时间须在 1995 年到明天之间（0 "
                              "或留空表示未知）。若单位不对，请设 data.interactions.time_unit"),
    say_as<DayInUnit>("{day}（按 {unit}）"), say_as<NoYearInUnit>("超出四位数的年份（按 {unit}）"),
    say_as<RoleColumnMissing>(
        "{option}：{path}：没有认出哪一列是{role}；请写明：{flag}。现有的列：{columns}"),
    say_as<RoleColumnAmbiguous>(
        "{option}：{path}：这些列都可能是{role}：{candidates}；请指明：{flag}"),
    say_as<IdsAreLists>("{option}：{path}：列 {column} 是列表；id 须是单个整数或文字：请换一列"),
    say_as<IdsAreNumbers>("{option}：{path}：列 {column} 是小数；id 须是整数或文字。请设 "
                          "data.interactions.id_type 为 int 或 string"),
    say_as<FixedIdsAreNumbers>(
        "{option}：{path}：列 {column} 是小数；id 须是整数或文字：请把该列写成其中一种"),
    say_as<OrderUnusable>(
        "{option}：{path}：列 {column} 是{values}；次序须是随时间递增的整数或小数：请换一列"),
    say_as<TimeUnitUnfit>("{option}：{path}：列 {column} 是{values}，与 time_unit: {unit} "
                          "不符：iso 用于文字，s ms us ns 用于整数和小数"),
    say_as<TimesAreLists>("{option}：{path}：列 {column} 是列表；时间须每行一个：请换一列"),
    say_as<IdsUnjoinable>(
        "{option}：它的 id 没有一个出现在交互中：它的 id 是{values}，如 "
        "`{id}`，交互中的是{their_values}，如 `{their_id}`。请用 {option}.id "
        "写明正确的列；若只是写法不同（00123 与 123），data.interactions.id_type: int "
        "把两者都读作数，string 都读作文字"),
    say_as<EventTypeUnweighed>("{key}：{path}：列 {column} 有类型 `{type}`，而它没有权重；请设 "
                               "{key}.{type}（0：从不推荐）"),
    say_as<ImpressionWeighed>(
        "{key} 为 {weight}，只能是 0：曝光不是选取；选取的事件请用另一种类型"),
    say_as<EventTypeRows>("{type}（权重 {weight}，{rows} 行）"),
    say_as<TooFewInteractions>(
        "data.interactions：{path}：只有 {interactions} 条交互（权重大于 0）、{sequences} "
        "个用户或会话和 {items} 个物品；至少需要 {min_interactions} 条、{min_sequences} 个和 "
        "{min_items} 个，才能训练和测试"),
    say_as<TooFewOfTypes>(
        "data.interactions：{path}：只有 {interactions} 条交互（权重大于 0）、{sequences} "
        "个用户或会话和 {items} 个物品；类型有 {types}；至少需要 {min_interactions} "
        "条、{min_sequences} 个和 {min_items} 个，才能训练和测试"),
    say_as<NoRowsKept>(
        "data.interactions：{path}：keep 和 last 没有留下 {rows} 行中的任何一行；请放宽条件"),
    say_as<OptionWithoutTimes>(
        "{option}：交互没有时间；请用 data.interactions.time 写明时间列，或去掉 {option}"),
    say_as<LogOfSessions>("{option} 是用户的事件，而这里的序列是会话；请去掉它，或用 "
                          "data.interactions.user 写明用户列且不用会话"),
    say_as<LeaveOneOutWithoutOrder>(
        "split.kind：leave_one_out "
        "需要知道用户的哪次交互最后，而数据没有次序；请写明一列（data.interactions.time 或 "
        "data.interactions.order），或用 `split: random`"),
    say_as<TimeSplitWithoutTimes>("split.kind：time 需要交互的时间，而数据没有时间；请用 "
                                  "data.interactions.time 写明时间列，或用 `split: {instead}`"),
    say_as<TimeSplitLacksTimes>("split.kind：time 需要交互的时间，而其中 1 % "
                                "以上缺失；请跳过没有时间的行，或用 `split: {instead}`"),
    say_as<TrainingPartEmpty>(
        "split：{rows} 条交互的训练部分是空的；请用更多的数据、另一种划分或另一个比例"),
    say_as<TestPartEmpty>(
        "split：{rows} 条交互的测试部分是空的；请用更多的数据、另一种划分或另一个比例"),
    say_as<VectorColumnMissing>(
        "{option}：{path}：没有一列是数的列表；向量可以是列表（Parquet、JSON "
        "lines），或用分隔符隔开的数的文字（CSV：`0.1|0.2|...`）。请写明它的列：{option} "
        "COLUMN。现有的列：{columns}"),
    say_as<ColumnNotVectors>("{option}：{path}：列 {column} "
                             "是{values}；向量须是数的列表，或用分隔符隔开的数的文字：请换一列"),
    say_as<TextNotVector>("不是以 `{separator}` 隔开的数；请改正该行"),
    say_as<RowVectorMissing>("每个物品都需要向量；请补上，或去掉该行"),
    say_as<RowVectorLength>("它有 {numbers} 个数，而第一行有 {first} 个；每行须一样多：请改正该行"),
    say_as<RowVectorGap>("{numbers} 个数中的第 {place} 个缺失；每个数都须是有限的：请改正该行"),
    say_as<RowVectorInfinite>(
        "{numbers} 个数中的第 {place} 个是 NaN 或无穷大；每个数都须是有限的：请改正该行"),
    say_as<RowVectorTooLarge>(
        "{numbers} 个数中的第 {place} 个是 {number}，允许的范围是 -{max} 到 {max}；请改正该行"),

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.

    // Errors of HTTP.

    // Errors of what commands and programs ask for.

    // Errors of the command line.
};
static_assert(covers(kChinese, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_chinese() {
  return kChinese;
}

}  // namespace twotower
