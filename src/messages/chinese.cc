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
    say_as<ConditionForm>("允许：条件：{example}"),
    say_as<ConditionListForm>("允许：条件的列表，至少一个"),
    say_as<FieldTestsForm>("允许：对该字段的检验：{example}"),
    say_as<TestValueForm>("允许：整数、数或文本"),
    say_as<TestListForm>("允许：值的列表：[view, buy]"),
    say_as<TestListValueForm>("允许：整数、数和文本"),
    say_as<CategoryPathForm>("允许：类别路径：clothes/tops"),
    say_as<BoundForm>("允许：数、时间（2026-11-21）或文本"),
    say_as<ExistsForm>("允许：true 或 false"), say_as<WithinForm>("允许：时长（7d）或 {example}"),
    say_as<ConditionKeyDuplicate>("键重复；请只保留一个"),
    say_as<ConditionTooDeep>("允许：any_of 和 not 至多嵌套 {max} 层"),
    say_as<CircleNumberTooLarge>("允许：-{max} 到 {max}"),
    say_as<CircleRadiusTooSmall>("允许：大于 0"), say_as<FieldHoldsLists>("但 {field} 中是列表"),
    say_as<FieldHoldsTexts>("但 {field} 中是文本"),
    say_as<FieldHoldsIntegers>("但 {field} 中是整数"),
    say_as<FieldHoldsNumbers>("但 {field} 中是数"),
    say_as<StoredOffsetsWrong>("的偏移量 {tensor} 有误：应从 0 不减地升到 {end}"),
    say_as<StoredBagEmpty>("中有一组没有任何行"),
    say_as<StoredMissingWrong>("没有写明每个值是否缺失"),
    say_as<StoredIndexMissing>("没有 id 的索引"), say_as<StoredIndexWrong>("的索引与其 id 不符"),
    say_as<StoredRowsWrong>("有 {rows} 行，应为 {expected} 行"),
    say_as<StoredTableRowUnknown>("指向嵌入表中没有的行（该表共 {rows} 行）"),
    say_as<StoredOrderOfUnknown>("的排序包含该列没有的值"),
    say_as<StoredOrderOfUnknownRows>("的排序包含该列没有的行"),
    say_as<FeatureStatesMiscounted>("{features} 个特征却有 {states} 份状态"),
    say_as<FeatureVocabularyMissing>("缺少词表"),
    say_as<FeatureSeparatorOther>("分隔符与特征选项中的不同"),
    say_as<FeatureStatisticsMissing>("缺少数值的统计量，或与特征选项不符"),
    say_as<FeatureLengthMissing>("缺少向量的长度，或不在 0 到 {max} 之间"),
    say_as<FeatureIcuMissing>("缺少 ICU 的版本"),
    say_as<FeatureColumnMissing>(
        "特征 {feature} 读取列 {column}，但表中没有该列；请用 `column` 指明列名，或去掉这个特征"),
    say_as<FeatureValueMissing>("缺少 {column}，且没有可以代替的值：请为每个物品给出"),
    say_as<FeatureValueMissingInRow>(
        "第 {row} 行缺少 {column}，且没有可以代替的值：请为每个物品给出"),
    say_as<CategoryIsList>("{feature} 是列表，而 category 类特征只能是一个值；列表请用 tags 类"),
    say_as<NumberIsList>(
        "{feature} 是列表，而这里需要一个数；其他的值请用 category 或 tags 类特征"),
    say_as<NumberIsText>(
        "{feature} 是 \"{value}\"，而这里需要一个数；其他的值请用 category 或 tags 类特征"),
    say_as<NumberNotFinite>("{feature} 是无穷大，而这里需要有限的数；未知的值请留空"),
    say_as<VectorIsText>(
        "{feature} 是 \"{value}\"；向量应为有限数的列表，或用该特征的分隔符隔开的文本"),
    say_as<VectorNotFinite>(
        "{feature} 中有无穷大或非数字的值；向量应为有限数的列表，或用该特征的分隔符隔开的文本"),
    say_as<VectorLengthWrong>(
        "{feature} 的长度是 {length}，而训练时是 {expected}；请给出 {expected} 个数的向量"),
    say_as<VectorNumberTooLarge>("{feature} 中有 {number}，允许：-{max} 到 {max}"),
    say_as<VectorsAllMissing>(
        "{feature} 一个向量也没有，无从得知长度；请去掉这个特征，或写 missing: mark"),
    say_as<IcuUnreadable>(
        "无法读取 ICU 的分词数据（{reason}）；请安装其数据，在 Debian 12 上是 libicu72"),

    // Errors of tables and what is read of them.

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.
    say_as<VectorMustBeGiven>(
        "{path} 是 refuse，只能用于 features.item：请求可能不带这个向量；请改用 zeros 或 mark"),
    say_as<NegativesHaveNone>(
        "negatives 没有任何候选：in_batch 为 false，uniform 为 0，all 为 false；请打开其中一项"),
    say_as<NegativesShownTwice>(
        "negatives.all 已经与每个物品比较，negatives.shown 不再有作用；请去掉其中一项"),
    say_as<ShownColumnDuplicate>("data.items.show 中 `{column}` 重复；请只保留一个"),
    say_as<SimilarityUntrainable>("towers.similarity 是 manhattan，softmax "
                                  "损失无法训练它：它不是内积；请改用 dot、cosine 或 euclidean"),
    say_as<HistoryWithoutOrder>(
        "{path} 是 before，但数据没有先后：既没有时间，也没有次序列；请改用 rule: others"),
    say_as<HistoryWithoutTypes>(
        "{path} 是 true，但交互没有类型；请用 data.interactions.type 指明类型列"),
    say_as<HistoryWithoutTimes>(
        "{path} 是 true，但交互没有时间；请用 data.interactions.time 指明时间列"),
    say_as<HistoryReadsEvent>(
        "{path} 读取 {column}，而它是事件的 id、时间或次序；序列只能按事件类型和其他列选取"),
    say_as<HistoryReadsMoment>(
        "{path} 对时间用了 `within`，其结果时刻都在变；请用 `length` 限定序列的长度"),
    say_as<HistoryWithoutSteps>(
        "{path} 在 {rows} 个交互中一个也不满足，历史将是空的；请检查其中的值"),
    say_as<NoTestTarget>("没有一个测试行可以作为目标：权重都是 0，或因 split.min_history 而排除"),
    say_as<AllTestTargetsKnown>("没有剩下任何测试目标：全部 {targets} 个都是用户已有的物品，因 "
                                "data.repeat=exclude 而排除；用 data.repeat=allow 则计入"),
    say_as<FeaturesFound>("{features}"),
    say_as<WorldFolderUnwritable>("{path}：无法创建该文件夹：{reason}；请另选一个"),

    // Errors of training and tests.

    // Errors of the state folder.
    say_as<StateFileDamaged>("{path} 已损坏；请换用该文件夹的另一份备份"),
    say_as<StateFolderForeign>(
        "{path} 中有 {found}，却没有文件 "
        "{file}：它不是状态文件夹；请换一个新的或空的文件夹，或换用它的另一份备份"),
    say_as<StateFolderMissing>(
        "{path} 不是状态文件夹：其中没有文件 {file}；请指明服务器的状态文件夹"),
    say_as<StateFormatOlder>(
        "{path} 的格式是 "
        "{format}，由旧版本的程序写成；请用本版本的服务器在它上面启动一次，即可升级到格式 "
        "{newest}"),
    say_as<StateFormatUnknown>(
        "{path} 的格式是 {format}，没有任何发布过的版本写过；请换用另一个文件夹"),
    say_as<StateFormatNewer>("{path} 的格式是 {format}，本程序最多读到 {newest}；请升级程序"),
    say_as<StateFolderLocked>("{path} 正被运行中的服务器使用；请先停掉它，或另选一个文件夹"),
    say_as<BackupIncomplete>("{path} 中没有 {file}：它不是完整的备份；请换用另一份"),
    say_as<AuditUnreadable>("无法读取 {path}；请检查其权限和磁盘"),
    say_as<TemporaryFolderUnusable>(
        "无法使用临时文件夹：{reason}；请把 TMPDIR 设为可以写入的文件夹"),
    say_as<StateDiskFull>("{folder}：磁盘已满；请腾出空间"),
    say_as<StateDiskUsed>("{folder} 所在的磁盘已用 {used}，而 state.disk 是 {max}：降到 {resume} "
                          "之前不再接收写入；请腾出空间"),
    say_as<DatabaseBusy>("{folder}：正在整理故障之前写入的内容；请重试"),
    say_as<DatabaseChanging>("{folder}：其中的文件变化太快，来不及读取；请重试"),
    say_as<DatabaseFailed>("{folder}：{reason}；请检查磁盘，然后重新启动"),
    say_as<DatabaseCorrupt>("{folder}：{reason}；请换用该文件夹的另一份备份"),
    say_as<WritesLost>("{folder} 到事件 {last} 为止，而客户端得知 {acknowledged} "
                       "已保存：文件被截断，或放回了旧的副本；请换用最新的备份"),
    say_as<DatabaseUnreadable>("{folder}：无法读取{what}；请换用该文件夹的另一份备份"),
    say_as<StoredEntry>("条目 {key}"), say_as<StoredEvent>("事件"),
    say_as<StoredEventId>("事件 id"), say_as<StoredChange>("变更记录"),
    say_as<StoredItemRecord>("物品"), say_as<StoredItemPlace>("物品的位置"),
    say_as<StoredUserFeatures>("用户的特征"), say_as<StoredAlias>("用户归并到了谁"),
    say_as<StoredMove>("正在移动谁的记录"), say_as<StoredErasure>("哪些用户已删除"),
    say_as<WritesWait>("有 {events} 个事件等待写入；请稍后再试"),
    say_as<UserStillErased>("该用户已删除，文件仍在清除其数据；请稍后再试"),
    say_as<UserMergedAlready>("{user} 已归并到 {into}；请改为归并 {into}"),
    say_as<EntityThere>("If-None-Match：这里已有 {tag}；如要修改，请读取后用 If-Match 写入"),
    say_as<EntityMissing>("If-Match：这里什么也没有；如要新建，请去掉它再写"),
    say_as<EntityChanged>("If-Match 是 {tags}，这里是 {tag}：已有人改动；请重新读取"),

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
