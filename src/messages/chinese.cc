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

    // Decisions.
    say_as<FeaturesChosen>("{features}"), say_as<ContextChosen>("请求时已知：{features}"),
    say_as<FeatureOfKind>("{feature}（{kind}）"), say_as<IdOfItem>("物品 id"),
    say_as<HistoryByAttention>(
        "历史（最近 {length} 项）用注意力编码：历史长度的中位数为 {median} 行"),
    say_as<ShortHistoryByMean>("历史（最近 {length} 项）取平均：多数历史很短"),
    say_as<UnorderedHistoryByMean>("历史（最近 {length} 项）取平均：数据没有先后次序"),
    say_as<KindNumber>("数值"), say_as<KindCategory>("类别"), say_as<KindTags>("标签"),
    say_as<KindText>("文本"), say_as<KindVector>("向量"), say_as<KindId>("id"),
    say_as<ColumnsLeftOut>("不用作特征：{columns}"), say_as<ColumnLeftOut>("{column}（{why}）"),
    say_as<HasOneValue>("只有一个值"), say_as<IsMoment>("时间"), say_as<IsSession>("会话"),
    say_as<HoldsObjects>("是对象，不是值"), say_as<IsCode>("几乎每行一个值，是编码"),
    say_as<HasPrivateName>("从列名看是个人信息"), say_as<LooksLikeMails>("像邮箱地址"),
    say_as<LooksLikePhones>("像电话号码"), say_as<LooksLikePages>("像网址"),
    say_as<UnevenLists>("长度不一的数值列表"), say_as<ItemsTooSeldom>("物品重复太少，无法判断"),
    say_as<UnknownTypes>("列名像事件类型，但没有已知的类型：--type COLUMN"),
    say_as<IsOutcome>("事件之后才知道"), say_as<GivesItemAway>("属于物品且会变化，会泄露答案"),
    say_as<MostlyNewValues>("多数值在训练中没有出现过：验证行的 {rows}"),
    say_as<AllItemsCompared>("每一步与全部 {items} 个物品比较"),
    say_as<DrawnNegatives>("批内物品，加随机抽取的 {drawn} 个"), say_as<TypesWeighted>("{types}"),
    say_as<KnownTypeWeight>("{type} {weight}"),
    say_as<UnknownTypeWeight>("{type} {weight}（未知类型）"),
    say_as<EpochsByRows>("最多 {epochs} 轮，由 {rows} 行数据决定"),
    say_as<EpochsByMinutes>("{epochs} 轮（至少 1 轮）：连同读取和测试，{minutes} 分钟之内可以完成"),
    say_as<BatchByRows>("{size}，由行数决定"),
    say_as<SplitByTime>("time：最后 10 % 的行用于测试，之前的 10 % 用于验证，所有人在同一时刻切分"),
    say_as<SplitLeavesOneOut>("leave_one_out：每个序列的最后一次交互用于测试"),
    say_as<SplitAtRandom>("random：数据没有先后次序"),
    say_as<RepeatsAllowed>("allow：用户常回到已知物品"),
    say_as<RepeatsExcluded>("exclude：用户很少回到已知物品"),

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
    say_as<ForeignReason>("{reason}"), say_as<NoSuchFile>("文件或文件夹不存在"),
    say_as<PermissionDenied>("没有权限"), say_as<OperationNotPermitted>("操作不被允许"),
    say_as<NoSpaceLeft>("磁盘空间不足"), say_as<DiskQuotaExceeded>("超出磁盘配额"),
    say_as<IsADirectory>("这是一个文件夹"), say_as<NotADirectory>("路径中有一段不是文件夹"),
    say_as<DirectoryNotEmpty>("文件夹不为空"), say_as<ReadOnlyFileSystem>("文件系统是只读的"),
    say_as<FileExists>("文件已存在"), say_as<FileNameTooLong>("文件名太长"),
    say_as<TooManyOpenFiles>("打开的文件太多"), say_as<InputOutputError>("输入输出错误"),
    say_as<NotARegularFile>("它不是普通文件"), say_as<FileUnreadable>("{path} 无法读取：{reason}"),
    say_as<FileUnwritable>("{path} 无法写入：{reason}"),
    say_as<TensorHeaderUnwritable>(
        "{path} 无法写入：文件头将有 {bytes} 字节，最多允许 {max} 字节；请减少名称或缩短名称"),
    say_as<JsonSyntax>("不是合法的 JSON（{place}）：{reason}"),
    say_as<ValueRefused>("{path} 的值是 {value}，{problem}"),
    say_as<KeyGivenTwice>("{path} 给出了两次，{fix}"),
    say_as<NotAnOption>("{path} 不是选项，{fix}"), say_as<AtLine>("位于 {place}，{problem}"),
    say_as<KeepOneKey>("请只保留一个"), say_as<NoSuchName>("没有这个名称；{fix}"),
    say_as<DidYouMean>("是否想写 {name}？"), say_as<HelpListsAll>("不带键的 help 会列出全部选项"),
    say_as<GivenJson>("{json}"), say_as<GivenMap>("一个映射"), say_as<GivenList>("一个列表"),
    say_as<Allowed>("允许：{form}"), say_as<AllowedNames>("允许：{names}"),
    say_as<AllowedBool>("true 或 false"), say_as<AllowedInteger>("整数"),
    say_as<AllowedIntegerIn>("整数，{range}"), say_as<AllowedNumber>("数"),
    say_as<AllowedNumberIn>("数，{range}"), say_as<AllowedText>("文字"),
    say_as<AllowedOneOf>("以下之一：{names}"), say_as<AllowedListOf>("列表，每个元素为：{element}"),
    say_as<AllowedMapOf>("映射，每个值为：{element}"), say_as<AllowedMap>("映射"),
    say_as<AllowedKinds>("带 kind 的映射：{kinds}"),
    say_as<AllowedOrNull>("{form}；null 表示自动选择"),
    say_as<AllowedDuration>("时长：90d、7h、30m、15s 或 2w"),
    say_as<AllowedTime>("时间：2026-11-21 或 2026-11-21T08:30:00Z"),
    say_as<RangeBetween>("{min} 到 {max}"), say_as<RangeAbove>("大于 {min}"),
    say_as<RangeAtLeast>("不小于 {min}"), say_as<RangeAtMost>("不大于 {max}"),
    say_as<TensorFileTooShort>("文件比文件头的长度字段还短"),
    say_as<TensorHeaderTooLong>("文件头有 {bytes} 字节，最多允许 {max} 字节"),
    say_as<TensorHeaderNotAMap>("文件头不是映射"),
    say_as<TensorNameDuplicate>("文件头中的键 '{name}' 重复"),
    say_as<TensorMetadataNotAMap>("元数据不是映射"),
    say_as<TensorMetadataWrong>("元数据 '{key}' 不是文字，或键重复"),
    say_as<TensorKeysWrong>("张量 '{name}' 应当有且只有 dtype、shape 和 data_offsets"),
    say_as<TensorBytesWrong>(
        "张量 '{name}' 占 {size} 字节中的第 {begin} 到 {end} 字节，与其形状不符"),
    say_as<TensorNotAligned>("张量 '{name}' 没有对齐"),
    say_as<TensorOverlaps>("张量 '{name}' 与前一个重叠，或留有空隙"),
    say_as<TensorTrailingBytes>("最后一个张量之后还有多余的字节"),
    say_as<TensorMissing>("缺少张量 '{name}'，它应为 {expected}"),
    say_as<TensorOfOtherForm>("张量 '{name}' 应为 {expected}，实际是 {found}"),

    // Errors of columns, conditions and features.

    // Errors of tables and what is read of them.

    // Errors of weights, indexes and their files.
    say_as<IsaMissing>(
        "TWOTOWER_ISA 为 {isa}，本机支持：{supported}；请选用其中之一，或不设置该变量"),
    say_as<IsaUnknownToDnnl>("TWOTOWER_ISA 为 {isa}，而 oneDNN 无法限制到它；请不要设置该变量"),
    say_as<HeadsDoNotDivide>(
        "{path} 为 {heads}，不能整除物品 id 向量的 {dim} 维；请改为 {dim} 的约数"),
    say_as<OthersWithAttention>("{path} 为 others，而注意力按次序读取历史，无法使用它；请改用 "
                                "encoder: mean 或 rule: before"),
    say_as<OthersWithDropout>(
        "{path} 为 {dropout}，而 {sequence} 的规则 others 不允许；请改为 0 或 rule: before"),
    say_as<OthersWithTimeGap>(
        "{path} 为 true，而规则 others 不允许：被去掉的物品之后的间隔会透露它何时被选；请改用 "
        "rule: before"),
    say_as<SequencesDiffer>("{path} 与 {other} 不同；所有序列必须一致"),
    say_as<TooManySequences>("features.user 有 {sequences} 个序列，最多允许 {max} 个"),
    say_as<HistoryWithoutIds>(
        "{path} 是物品 id 的历史，而 features.item 中没有 id 类的特征；请加上一个"),
    say_as<NoUserFeature>("features.user 没有特征，features.context 也没有；请加上一个"),
    say_as<NoItemFeature>("features.item 没有特征；请加上一个"),
    say_as<WeightNotFinite>("{tensor} 中有权重不是有限的数"),
    say_as<TooFewWeights>("模型需要 {needed} 个权重，文件只能容纳 {room} 个"),
    say_as<IndexUnusable>("{path}：{problem}；请重新建立索引"),
    say_as<IndexNotFlat>("元数据没有说明这是 flat 索引"),
    say_as<IndexOfOtherSimilarity>("元数据没有写明相似度，或写的是未知的相似度"),
    say_as<IndexWithoutElements>("向量没有元素"),
    say_as<IndexTooLarge>("有 {vectors} 个向量，最多允许 {max} 个"),

    // Errors of bundles.
    say_as<BundleMissing>("没有 {path}；模型包由 `twotower train` 写成：runs/NAME/latest"),
    say_as<BundleIsAFile>("是一个文件，而模型包是文件夹"),
    say_as<BundleWithoutManifest>("没有文件 manifest.json，因此不是模型包"),
    say_as<BundleFileMissing>("缺失，而清单中写有它"), say_as<BundleFileNotAFile>("不是文件"),
    say_as<BundleFileSize>("有 {bytes} 字节，而清单写的是 {expected} 字节"),
    say_as<BundleFileUnnamed>("清单中没有它"), say_as<BundleFileChanges>("在读取时被改动"),
    say_as<BundleBlockDamaged>("第 {begin} 到 {end} 字节之间已损坏：校验和不符"),
    say_as<BundleReplaced>("在读取时一再被替换"),
    say_as<ManifestTooLarge>("有 {bytes} 字节，最多允许 {max} 字节"),
    say_as<ManifestUnwritable>(
        "{path} 将有 {bytes} 字节，最多允许 {max} 字节；配置太长，或模型包太大"),
    say_as<ManifestWithoutFormat>("没有 format_version，因此不是模型包的清单"),
    say_as<ManifestFormatWrong>("format_version 为 {format}，允许：不小于 1"),
    say_as<ManifestNewer>(
        "{path} 的格式为 {format}，本程序最高能读 {max}；请使用写成它的更新版本的程序"),
    say_as<ManifestOlder>("{path} 的格式为 {format}，本程序只读 {readable}；请用该运行的 "
                          "config.yaml 重新训练，或使用写成它的程序版本"),
    say_as<ManifestChanged>("校验和或排版不符：写成之后被改动过"),
    say_as<ManifestKeyWrong>("'{key}' 缺失，或形式不被允许"),
    say_as<BundleConfigLacks>("config 中没有 {key}"),
    say_as<BundleRuleOpen>("config.{path} 没有写明 rule"),
    say_as<IndexSizeWrong>("有 {vectors} 个向量，而物品目录有 {items} 个物品"),
    say_as<IndexOfOtherTowers>("向量的长度或相似度与双塔不符"),
    say_as<IdTypesDiffer>("清单写的 id 类型与各文件不符"),
    say_as<ShownColumnMissing>("没有列 '{column}'，而配置要求展示它"),
    say_as<HistoriesWrong>("历史中有无效的偏移、物品或事件类型"),
    say_as<NoSuchItemColumn>("物品没有这一列；{fix}"), say_as<NewItemsMissing>("没有要添加的物品"),
    say_as<NewItemIdsMissing>("缺少物品 id；请给每个物品一个 id"),
    say_as<NewItemIdIsAList>("物品 id 是列表；请给每个物品一个 id"),
    say_as<NewItemIdEmpty>("第 {row} 个物品 id 为空；请给每个物品一个 id"),
    say_as<NewItemIdNotInteger>("物品 id '{id}' 不是整数，而这个模型包的物品 id 都是整数"),
    say_as<NewItemIdDuplicate>("物品 id {id} 重复；请去掉其中一个"),
    say_as<NewItemColumnWrong>("{column} {problem}；请改正，或留空"),
    say_as<ColumnBecomesList>("在这里是列表，而在模型包中是单个值"),
    say_as<ColumnBecomesSingle>("在这里是单个值，而在模型包中是列表"),
    say_as<ColumnInexact>("既有小数，又有整数 {integer}，后者无法用 64 位浮点数精确表示"),
    say_as<TextAmongIntegers>("在这里是 \"{text}\"，而模型包中这一列是整数"),
    say_as<TextAmongNumbers>("在这里是 \"{text}\"，而模型包中这一列是数"),

    // Errors of configs and what prepares data.
    say_as<ConfigNotAMap>("{path} 不是配置：配置是选项的映射。如果它是数据，请每行写一个 JSON "
                          "对象，并让文件名以 .jsonl 结尾"),
    say_as<ConfigForTable>("{flag} {path} 给的是配置，而这里应为表：CSV、Parquet 或 JSON "
                           "lines。配置应写在最前：twotower train {path}"),
    say_as<ConfigTooLarge>("{path} 有 {bytes} 字节，而配置最多 {max} 字节；它真的是配置吗？"),
    say_as<OverrideWithoutValue>("--set {text} 没有值，请写 KEY=VALUE"),
    say_as<YamlSyntax>("不是合法的 YAML（{place}）：{reason}"),
    say_as<YamlTooDeep>("超过 {levels} 层或 {values} 个值"),
    say_as<YamlTextTooLong>("文字超过 {mebibytes} MiB"),
    say_as<ConfigZeroByte>("{place}：含有零字节；配置是 UTF-8 "
                           "文本，其中的文件名和列名也是：请重命名文件，或转换文本的编码"),
    say_as<ConfigNotUtf8>("{place}：含有不是 UTF-8 的字节；配置是 UTF-8 "
                          "文本，其中的文件名和列名也是：请重命名文件，或转换文本的编码"),
    say_as<ConfigPath>("{path}"), say_as<ConfigKey>("某个键"),

    // Errors of training and tests.
    say_as<NothingToLearn>("没有任何训练行有历史，而 features.user 和 features.context "
                           "也没有别的特征：请加上用户 id 或其他特征，或使用序列更长的数据"),
    say_as<NothingShown>(
        "negatives.shown 要用与训练行一同展示而没有被选的物品，而数据中没有：曝光是类型为 `shown` "
        "之类的行，或 1 之外的 0（data.interactions.type），属于同一个 data.interactions.request "
        "或之前半小时之内，其物品有人选过。请指明这些列，或去掉这一项"),
    say_as<TrainingStopped>("停在第 {epoch} 轮，共 {steps} 步；加上 --resume 可从那里继续"),
    say_as<LossNotFinite>(
        "第 {step} 步（第 {epoch} 轮）的损失不是有限的数，{furthest}；多半是学习率太高，或 "
        "towers.temperature 太低。请试 --set train.optimizer.learning_rate={rate} --set "
        "train.table_optimizer.learning_rate={table_rate}"),
    say_as<FurthestInLayers>("各层的权重最大到 {size}"),
    say_as<FurthestInTable>("嵌入表 {table} 的权重最大到 {size}"),
    say_as<CheckpointChanged>("{path} 与写成时不同：校验和不符；请不带 --resume 重新开始"),
    say_as<CheckpointWithoutPlace>("{path} 没有写明训练到了哪里；请不带 --resume 重新开始"),
    say_as<CheckpointOfOther>("{path} 的 {tensor} 中有 {values} 个值，而本次训练有 {expected} "
                              "个：配置或数据不同；请不带 --resume 重新开始"),
    say_as<MetricUnknown>(
        "{path}：未知的指标 `{metric}`；请写 {kinds} 之一，再加 @ 和列表长度，例如 `recall@10`"),
    say_as<MetricLengthWrong>(
        "{path}：`{metric}` 的列表长度为 `{length}`；它应为 1 到 {max} 的整数"),
    say_as<ScoreNotANumber>(
        "物品槽位 {slot} 对查询 {query}（序列 "
        "{sequence}）的得分不是数：模型的权重或向量不是有限的数；请降低学习率后重新训练"),
    say_as<ItemKnnTooLarge>("item-kNN：{rows} 行中的 {items} 个物品有超过 {pairs} 对邻居，所允许的 "
                            "{mebibytes} MiB 放不下；请允许使用更多内存，或用更少的行"),

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
