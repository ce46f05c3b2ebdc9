#include "messages/catalog.h"

namespace twotower {
namespace {

constexpr Sentence kChinese[] = {
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

    // Runs.
    say_as<LabelRead>("读取"), say_as<LabelColumns>("列"), say_as<LabelWeights>("权重"),
    say_as<LabelFound>("发现"), say_as<LabelChecked>("检查"), say_as<LabelRepeats>("重复"),
    say_as<LabelSplit>("划分"), say_as<LabelChosen>("选择"), say_as<LabelRefit>("重训"),
    say_as<LabelModel>("模型"), say_as<LabelCost>("开销"), say_as<LabelTest>("测试"),
    say_as<LabelVerdict>("结论"), say_as<LabelNext>("下一步"), say_as<LabelBundle>("模型包"),
    say_as<LabelGeneration>("版本"), say_as<LabelCatalog>("目录"), say_as<LabelUserTower>("用户塔"),
    say_as<LabelItemTower>("物品塔"), say_as<LabelCompared>("相似度"), say_as<LabelTable>("嵌入表"),
    say_as<LabelPart>("文件"), say_as<LabelTested>("测试"),
    say_as<DataRead>("{interactions} 条交互，{users} 个用户，{sequences} 个序列，{items} "
                     "个物品{files}{period}"),
    say_as<ReadInFiles>("，来自 {files} 个文件"), say_as<ReadPeriod>("，{first} 至 {last}"),
    say_as<ReadSeconds>("{seconds} 秒"), say_as<ColumnsRead>("{columns}（顺序：{order}）"),
    say_as<OrderByTime>("按时间"), say_as<OrderByColumn>("按次序列"), say_as<OrderIsNone>("无"),
    say_as<EncodingFound>("{path}：按 {encoding} 编码读取（{option}.encoding）"),
    say_as<NoHeaderFound>(
        "{path}：没有表头行，列名为 column_1 至 column_{columns}（{option}.header）"),
    say_as<RowsNotKept>("按 keep 和 last 略去 {rows} 行"),
    say_as<ImpressionRows>("{rows} 行是曝光，不算交互"),
    say_as<BadRowsSkipped>("{rows} 行无法使用，已跳过（data.*.on_bad_row）"),
    say_as<HeaderRowsSkipped>("{rows} 行重复了表头，已跳过"),
    say_as<LogRowsRead>("{rows} 行是日志中的事件（data.interactions.log）"),
    say_as<LogEventsUntyped>("日志中有 {events} 个事件没有类型"),
    say_as<LogValuesUnfit>("日志中有 {values} 个值与所在列的类型不符，按缺失处理"),
    say_as<TimesMissing>("{rows} 行缺少时间"), say_as<OrdersMissing>("{rows} 行缺少次序"),
    say_as<ValuesNotNumbers>("{values} 个值不是数字，按缺失处理"),
    say_as<ListsAscend>("列表按物品 id 递增，不代表先后次序"),
    say_as<RepeatShareIs>("验证行中有 {rows} 回到已知物品：{rule}"),
    say_as<KnownItemsStay>("列表中保留已知物品"), say_as<KnownItemsLeftOut>("不再推荐已知物品"),
    say_as<SplitParts>("{kind}：训练 {train} | 验证 {validation} | 测试 {test}{cold}{unused}"),
    say_as<PartOfRows>("{rows}"), say_as<PartUntil>("{rows}（至 {date}）"),
    say_as<SplitColdItems>(" | 冷启动物品 {rows}"), say_as<SplitUnused>(" | 未使用 {rows}"),
    say_as<SplitIsLater>(
        "split.leaks：{rows} 的训练行晚于某个测试行，指标不代表上线效果；要看上线效"
        "果，请用 split.kind=time"),
    say_as<DecisionMade>("{key}{note}：{choice}"), say_as<NoteUser>("（用户列）"),
    say_as<NoteItem>("（物品列）"), say_as<NoteTime>("（时间列）"), say_as<NoteOrder>("（次序列）"),
    say_as<NoteTypeColumn>("（事件类型列）"), say_as<NoteTypeWeights>("（事件权重）"),
    say_as<NoteSession>("（会话列）"), say_as<NoteRepeat>("（重复）"),
    say_as<NoteFeatures>("（特征）"), say_as<NoteItemFeatures>("（物品特征）"),
    say_as<NoteUserFeatures>("（用户特征）"), say_as<NoteContextFeatures>("（情境特征）"),
    say_as<NoteNegatives>("（负样本）"), say_as<NoteSplit>("（划分）"),
    say_as<NoteEpochs>("（轮数）"), say_as<NoteBatchSize>("（批大小）"),
    say_as<TowerDrawn>("{inputs}{widths}"), say_as<TowerInputs>("{first} + {next}"),
    say_as<TowerFeature>("{feature} {kind} {width}"),
    say_as<TowerContext>("情境 {feature} {kind} {width}"),
    say_as<TowerHistory>("{feature}（最近 {newest} 项）{kind} {width}"),
    say_as<RefitEpochs>("用训练行和验证行重新训练 {epochs} 轮"),
    say_as<ModelTowers>("用户 {user} | 物品 {item}"),
    say_as<TrainingCost>("数据之外占用内存 {memory}，权重 {weights}{time}"),
    say_as<TrainingTime>("；最长 {duration}（{threads} 个线程）"),
    say_as<WholeSeconds>("{seconds} 秒"), say_as<WholeMinutes>("{minutes} 分钟"),
    say_as<EpochNumber>("第 {epoch} 轮"), say_as<EpochLoss>("损失 {loss}"),
    say_as<EpochValidation>("验证 {value}{best}"), say_as<EpochIsBest>("（最佳）"),
    say_as<TestUsers>("{users} 个用户"),
    say_as<ColdAmongAll>("冷启动物品（与全部物品一起排序）：{users} 个用户"),
    say_as<ColdAlone>("冷启动物品（只在冷启动物品中排序）：{users} 个用户"),
    say_as<KnownTargets>(
        "{all} 个测试目标中有 {known} 个不计：用户此前已有过该物品（data.repeat=exclude）"),
    say_as<SliceTargets>("{targets} 个目标"),
    say_as<VerdictWithCauses>("{verdict}可能的原因，最可能的在前："),
    say_as<CauseOfCode>("{code}：{cause}"), say_as<TryCommand>("可以试：{command}"),
    say_as<ResultPopularity>("热门排行"), say_as<ResultPopularityRefit>("热门排行（含验证集）"),
    say_as<ResultPopularityAllRows>("热门排行（全部行）"),
    say_as<ResultUserPopularity>("个人热门排行"),
    say_as<ResultUserPopularityRefit>("个人热门排行（含验证集）"),
    say_as<ResultItemKnn>("item-kNN"), say_as<ResultItemKnnRefit>("item-kNN（含验证集）"),
    say_as<ResultRandom>("随机"), say_as<ResultTwoTowers>("双塔"), say_as<ResultNewUsers>("新用户"),
    say_as<ResultFewEvents>("1 到 4 个事件"), say_as<ResultSomeEvents>("5 到 49 个事件"),
    say_as<ResultManyEvents>("50 个及以上事件"), say_as<ResultNewItems>("新物品"),
    say_as<ResultRareItems>("冷门物品"), say_as<ResultPopularItems>("热门物品"),
    say_as<ResultWarmItems>("训练过的物品"), say_as<ResultItemsShown>("物品覆盖率"),
    say_as<ResultListsAlike>("列表相似度"), say_as<TypeInteger>("整数"), say_as<TypeNumber>("数值"),
    say_as<TypeText>("文本"), say_as<TypeTime>("时间"), say_as<TypeList>("{of}列表"),
    say_as<TableInspected>("{path}：{format}，{rows} 行，{columns} 列"), say_as<HeadColumn>("列"),
    say_as<HeadType>("类型"), say_as<HeadMissing>("缺失"), say_as<HeadDistinct>("不同值"),
    say_as<HeadValues>("示例"),
    say_as<BundleGeneration>("{generation}，{created} 由 twotower {version} 生成"),
    say_as<BundleCatalog>("{items} 个物品；{users} 个用户，{events} 条事件；重复：{repeat}"),
    say_as<BundleCompared>("{similarity}，温度 {temperature}"),
    say_as<BundleTable>("{name}：{rows} x {dim}，{bytes} 字节"),
    say_as<BundleWeights>("各网络层共 {weights} 个"), say_as<BundlePart>("{name}：{bytes} 字节"),
    say_as<BundleTested>("{users} 个用户：{metrics}"), say_as<MetricIs>("{metric} {value}"),
    say_as<CompareWon>("上升"), say_as<CompareLost>("下降"), say_as<CompareSame>("持平"),
    say_as<CompareInterval>("（95 % 区间 {low}..{high}）"),
    say_as<CompareConfig>("配置 {key}：{change}"),

    // The report's page.
    say_as<PageTable>("为每个测试用户排序全部物品"),
    say_as<PageTableNote>(
        "recall：用户接下来选择的物品有多少在列表中。ndcg 和 mrr 更看重靠前的位置。± 是 95 % "
        "置信区间的一半。列表相似度：任意两个用户的列表有多少相同。"),
    say_as<PageKnownTargets>(
        "%2 个测试目标中有 %1 个不计：用户此前已有过该物品（data.repeat=exclude）。"),
    say_as<PageColdItems>("冷启动物品（与全部物品一起排序）"),
    say_as<PageColdItemsAlone>("冷启动物品（只在冷启动物品中排序）"),
    say_as<PageSlices>("对谁有效"),
    say_as<PageSlicesNote>("双塔模型的结果，按用户历史的长短和物品的训练频次划分。"),
    say_as<PageChecks>("数据"), say_as<PageMap>("同一空间中的物品与用户"),
    say_as<PageMapNote>("物品向量的前两个主成分。距离越近，模型认为越相似。点越大，物品越常见；最常"
                        "见的物品标有名称，"
                        "其余的在指向时显示。"),
    say_as<PageCurves>("训练过程"), say_as<PageExposure>("哪些物品得到展示"),
    say_as<PageExposureNote>(
        "物品按频次从高到低分成十份：每份在训练行中的占比，以及在所有前十列表中的占比。"),
    say_as<PagePeople>("十个用户"),
    say_as<PagePeopleNote>("按历史从短到长均匀选取。绿色：用户接下来真正选择的物品。"),
    say_as<PageAgain>("重现这次训练"), say_as<PageConfig>("完整配置"),
    say_as<PageCauses>("可能的原因（最可能的在前），每条附一个可以尝试的命令："),
    say_as<PageWarnings>("值得留意，每条附一个可以尝试的命令："),
    say_as<PageInteractions>("条交互"), say_as<PageUsers>("个用户"), say_as<PageItems>("个物品"),
    say_as<PageEpochs>("轮"), say_as<PageSeconds>("训练 %1 秒"), say_as<PageTargets>("目标数"),
    say_as<PageOther>("其他"), say_as<PageUserPoints>("用户"), say_as<PageLoss>("损失"),
    say_as<PageEpoch>("轮次"), say_as<PageEpochValue>("第 %1 轮：%2"),
    say_as<PageKept>("%1（保留第 %2 轮：%3）"), say_as<PageTenth>("十分位"),
    say_as<PageRows>("训练行"), say_as<PageHistory>("历史（最新在前）"),
    say_as<PageTook>("实际选择"), say_as<PageMore>("（另有 %1 个）"),
    say_as<PageLike>("与 %1 相似"), say_as<PageNothing>("无"), say_as<PagePlace>("第 %1 位"),
    say_as<PageNotListed>("不在列表中"), say_as<PagePair>("%1：%2"),
    say_as<PageNeedsScript>("本页由内嵌脚本绘制，请允许运行脚本。"),
    say_as<ValidationOf>("验证 {metric}"),

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
