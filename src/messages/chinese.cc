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
    say_as<LeakUnread>("：没有特征读取它"),
    say_as<LeakKept>("：保留"),
    say_as<LeakDropped>("：已排除"),
    say_as<ColumnValue>("{column}"),
    say_as<IdValue>("id"),
    say_as<EventWeight>("权重"),
    say_as<TotalOfGroup>("{group}的{figure}"),
    say_as<TotalInPart>("{part}的{figure}"),
    say_as<SumOf>("{value}之和"),
    say_as<MeanOf>("{value}的均值"),
    say_as<NextOf>("下一个{value}"),
    say_as<SumSoFar>("截至该行的{value}之和"),
    say_as<MeanSoFar>("截至该行的{value}的均值"),
    say_as<TotalDays>("天数"),
    say_as<TotalOthers>("不同对象数"),
    say_as<FirstTime>("最早时间"),
    say_as<LastTime>("最晚时间"),
    say_as<TotalLength>("时长"),
    say_as<NextTime>("下一时间"),
    say_as<NumberOfRows>("行数"),
    say_as<RowsLeft>("剩余行数"),
    say_as<PlaceInOrder>("次序"),
    say_as<TotalRows>("行数"),
    say_as<RowsOfLast14Days>("最近 14 天的行数"),
    say_as<RowsOfLast30Days>("最近 30 天的行数"),
    say_as<RowsOfLast7Days>("最近 7 天的行数"),
    say_as<RowsOfLastDay>("最近一天的行数"),
    say_as<RowsOfLastHalf>("后一半时间的行数"),
    say_as<RowsOfLastQuarter>("后四分之一时间的行数"),
    say_as<RowTime>("时间"),
    say_as<TimeFromFirstToLast>("从最早到最晚的时间"),
    say_as<TimeLeft>("剩余时间"),
    say_as<TimeSinceRowBefore>("距上一行的时间"),
    say_as<TimeSinceStart>("距开始的时间"),
    say_as<TimeToNextRow>("距下一行的时间"),
    say_as<OfSequence>("序列"),
    say_as<OfUser>("用户"),
    say_as<OfSession>("会话"),
    say_as<OfItem>("物品"),
    say_as<OfUsersDay>("用户当天"),
    say_as<OfItemsDay>("物品当天"),
    say_as<InTraining>("训练部分"),
    say_as<InTrainingAndValidation>("训练和验证部分"),
    say_as<InTest>("测试部分"),
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
    say_as<RivalItemKnn>("item-kNN"),
    say_as<RivalPopularity>("热门排行"),
    say_as<RivalUserPopularity>("个人热门排行"),
    say_as<InfinitelyMany>("无穷多"),
    say_as<Comma>("、"),

    // Errors that hold another.
    say_as<PlainText>("{text}"),
    say_as<ErrorAt>("{place}：{problem}"),
    say_as<ErrorBelow>("{path}{problem}"),
    say_as<FileDamaged>("{path} 已损坏：{problem}"),
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

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.

    // Errors of HTTP.

    // Errors of what commands and programs ask for.
    say_as<FolderFlagEmpty>("{flag} 为空；请写明文件夹"),
    say_as<ItemsFolderTaken>("--out {path} 已经存在；请写一个尚不存在的文件夹"),
    say_as<VectorsFolderTaken>(
        "--to {path} 已经存在，且不是模型包；请写一个尚不存在的文件夹，或要替换的模型包"),
    say_as<LogFolderTaken>("{path} 中有日志以外的文件，例如 {other_file}；请换一个文件夹"),
    say_as<LogFolderUnusable>("{path} 不是可读取的文件夹：{reason}；请换一个"),
    say_as<StateCopyTaken>("{path} 已经存在；请写一个尚不存在的文件夹，或先把它移走"),
    say_as<StateCopyWithin>("{path} 位于要复制的 {folder} 之内；请写一个别处的文件夹"),
    say_as<StateCopyRaced>("{path} 在此期间出现过又消失了；请重试"),
    say_as<RunNameUnusable>("name 的值是“{name}”；它是存放运行结果的文件夹的名称：不能为空，不能含 "
                            "/ 和 \\，也不能以点开头。存放在何处，由 --runs FOLDER 指定"),
    say_as<RunFolderUnmade>(
        "无法创建 {path}：{reason}；请在可以写入的地方运行，或用 --runs FOLDER 另选一处"),
    say_as<NoRunToResume>("{path} 中没有已经开始的训练，无从继续；请去掉 --resume 重新开始"),
    say_as<RunRanksDoNotFit>("其中用户、目标和排名的列表互不相符；请重新训练"),
    say_as<RunsOfOtherTests>(
        "{first} 与 {second} 测试所用的用户或物品不同，指标无法比较；请用相同的数据和划分训练两者"),
    say_as<BundleAsData>("{path} 不是数据，而是 `twotower train` 写成的模型包：测试用 `twotower "
                         "evaluate {argument}`，查询用 `twotower recommend {argument} --user ID`"),
    say_as<RunAsData>("{path} 不是数据，而是 `twotower train` 写成的训练结果：测试用 `twotower "
                      "evaluate {argument}`，查询用 `twotower recommend {argument} --user ID`"),
    say_as<UnfinishedRunAsData>(
        "{path} 不是数据，而是尚未结束的训练，还不能查询；要重新训练，请写明它的配置：twotower "
        "train {config}（若它是最新的一次，加上 --resume 可继续）"),
    say_as<TrainRunAgain>("{problem}；要重新训练，请写明它的配置：twotower train {config}"),
    say_as<DataWithoutHistory>("--without-history：{path} "
                               "不是模型包，而只有模型才能不用历史来测试；请写某次训练的模型包，例"
                               "如 runs/NAME/001/bundle"),
    say_as<BundleWithoutInteractions>(
        "{path} 由现成的向量制成，没有交互数据，无从测试；请用 `twotower serve` 查询"),
    say_as<BundleOfOtherData>(
        "{path} 训练所用数据的标识是 {trained_on}，现在所给的文件和选项是 "
        "{named_now}：其内容、划分或特征不同；请使用训练时的数据，或重新训练"),
    say_as<SimilarityFlagUnknown>("--similarity 的值是 {value}，允许：{allowed}"),
    say_as<VectorsTooLong>("--vectors：{path}：列 {column} 中的向量有 {dim} 个数；towers.dim 允许 "
                           "1 到 4096：请缩短向量"),
    say_as<NoItemHasVector>("--items：{path}：其中没有一个物品有向量：它的列 {column} "
                            "中是{id}，而向量表的列 {vector_column} 中是{vector_id}。请用 --id "
                            "COLUMN 指明正确的列，并统一 id 的写法（00123 不是 123）"),
    say_as<ItemsWithoutVector>(
        "--items：{path}：{all} 个物品中有 {without} 个没有向量：{ids}。请把它们的向量加入 "
        "--vectors 的表，或去掉这些行"),
    say_as<IntegerInColumn>("整数 `{value}`"),
    say_as<TextInColumn>("文本 `{value}`"),

    // Errors of the command line.
    say_as<UnknownCommand>("{call} 没有命令“{word}”（全部命令：{commands}）"),
    say_as<UnknownFlag>("{call} 没有选项“{flag}”（全部选项见 {call} --help）"),
    say_as<UsageNear>("{problem}；是否想写 {nearest}？"),
    say_as<WrongUsage>("{call}：{problem}；写法见 {call} --help"),
    say_as<CommandRequired>("须写明命令：{commands}"),
    say_as<FlagRequired>("必须给出 {flag}"),
    say_as<OneFlagRequired>("必须给出其中之一：{flags}"),
    say_as<FlagNeedsOther>("{flag} 须与 {other} 一起使用"),
    say_as<FlagExcludesOther>("{flag} 与 {other} 不能同时使用；请去掉其中一个"),
    say_as<FlagWithoutValue>("{flag} 缺少值"),
    say_as<FlagTakesNoValue>("{flag} 的值是 {value}，但它不带值"),
    say_as<FlagHasTooFewValues>("{flag} 有 {given} 个值，至少需要 {min} 个"),
    say_as<FlagHasTooManyValues>("{flag} 有 {given} 个值，最多允许 {max} 个"),
    say_as<FlagOutOfRange>("{flag} 的值是 {value}，允许：{min} 到 {max}"),
    say_as<FlagValueUnknown>("{flag} 的值是 {value}，允许：{allowed}"),
    say_as<FlagNotWhole>("{flag} 的值是 {value}，允许：不超过 18 位的整数"),
    say_as<FlagNotNumber>("{flag} 的值是 {value}，允许：数字"),
    say_as<UnexpectedArguments>("多余的参数：{arguments}"),
    say_as<OtherWrongUsage>("{reason}"),
    say_as<TooFewItemsAsked>("-k 的值是 {k}；请至少要一个物品"),
    say_as<IdsNotApart>("没有名为“{id}”的物品；多个 id 之间用逗号隔开：{flag} {example}"),
    say_as<NothingToServe>("serve 需要模型包或训练结果：twotower serve runs/NAME/latest"),
    say_as<ServerKeysGone>("文件中的 keys 已被删去；要不用密钥提供服务，请重新启动"),
    say_as<ServerKeysNew>("服务器启动时没有 keys；要用密钥提供服务，请重新启动"),
    say_as<StandardOutputUnwritable>("无法写入标准输出：{reason}"),
};
static_assert(covers(kChinese, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_chinese() {
  return kChinese;
}

}  // namespace twotower
