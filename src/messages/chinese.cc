#include "messages/catalog.h"

#include <span>

namespace twotower {
namespace {

// Checks of the data.
constexpr Sentence kFindingMessages[] = {
    say_as<HeavyUsersKept>(
        "{users} 个用户占全部事件的 {share}，远多于其他人，多半是机器人：保留：{names}"),
    say_as<HeavyUsersLeftOut>(
        "{users} 个用户占全部事件的 {share}，远多于其他人，多半是机器人：已排除：{names}"),
    say_as<UnjoinableUsers>("{rows} 的行指向用户表中没有的 id（共 {missing} 个）：保留，只用 id"),
    say_as<UnjoinableItems>("{rows} 的行指向物品表中没有的 id（共 {missing} 个）：保留，只用 id"),
    say_as<UnusedUsers>("{all} 个用户中有 {unused} 个没有任何交互"),
    say_as<UnusedItems>("{all} 个物品中有 {unused} 个没有任何交互"),
    say_as<SameTimeByFile>("{rows} 的行与同一用户或会话的另一行时间相同：先后按文件中的次序"),
    say_as<SameTimeByColumn>("{rows} 的行与同一用户或会话的另一行时间相同：先后由次序列决定"),
    say_as<DuplicateRows>("{rows} 的行与另一行的用户、物品、时间都相同：保留"),
    say_as<OneMoment>("{rows} 的行是同一个时间：可能是默认值"),
    say_as<FarTimes>("不到 1 % 的行占去了大部分时间跨度：时钟可能有误"),
    say_as<RowsBehind>(
        "文件按时间排列，但有 {rows} 行（{share}）比前面的行早一天以上：迟到，或时间有偏移"),
    say_as<OrderWithoutMeaning>(
        "先后次序没有意义，因配置指明而保留：用留出物品之前的交互去找它，item-kNN 的 NDCG 为 "
        "{in_order}，打乱之后为 {shuffled}，不计次序为 {as_sets}"),
    say_as<SequencesSorted>(
        "所有序列都按物品的同一个次序排列，即排过序，看不出先后；因配置指明有次序而保留"),
    say_as<LoggedTwice>("{rows} 的行在 10 秒内重复同一用户的同一物品：可能记录了两次"),
    say_as<TestLoggedTwice>("{test} 的测试行，10 秒之内的同一行就在预测所用的历史中；全部行中有 "
                            "{rows} 在 10 秒内重复同一用户的同一物品：可能记录了两次"),
    say_as<TestRowsInTraining>(
        "{test} 的测试行也在训练中（用户、物品、时间都相同）；训练行中这样重复的有 {training}"),
    say_as<UntimedTestRowsInTraining>(
        "{test} 的测试行也在训练中（用户、物品都相同）；训练行中这样重复的有 {training}"),
    say_as<TestMomentsShared>("{test} 的测试行有物品和时间都相同的另一行；验证行只有 {validation}"),
    say_as<TestRunsCopied>(
        "{test} 的测试行，连同之前的行共 {length} 行，在训练中也有；验证行只有 {validation}"),
    say_as<TestRowsShifted>(
        "{test} 的测试行，与该用户同一物品的训练行相隔同样的时间；验证行只有 {validation}"),
    say_as<TestItemsKnown>("{test} 的测试行，其物品该用户在训练中选过；验证行只有 {validation}"),
    say_as<CopiedUsers>(
        "在有 {items} 种以上物品的用户或会话中，{share} 的历史从头起与另一个的相同"),
    say_as<TellsItem>("属于物品：{rows} 的行，同一物品只有一个值；请求时若知道它，就等于知道答案"),
    say_as<NarrowsItem>(
        "描述的是物品，不是请求：与任意两行相比，同一物品的行在该列上的差异减少 {by_item}，"
        "同一用户同一时刻、不同物品的行只减少 {by_context}；请求时若知道它，答案就已泄露大半"),
    say_as<LaterThanRow>("含有未来信息：{rows} 的行中，它晚于该行的时间；临近数据末尾的 {at_end} "
                         "行中，有 {beyond} 行晚于数据末尾"),
    say_as<LaterTimesOfUsers>(
        "含有未来信息：训练已知的用户，其中 {times} 的时间落在测试的时段之内"),
    say_as<LaterTimesOfItems>(
        "含有未来信息：训练已知的物品，其中 {times} 的时间落在测试的时段之内"),
    say_as<KnowsTotals>("含有未来信息：可由之后才知道的总量（{total}）解释 "
                        "{explained}，而由该行当时已知的信息只能解释 {past}"),
    say_as<KnowsTestTotals>("含有未来信息：可由包含测试部分的总量（{total}）解释 "
                            "{explained}，而由测试之前已知的信息只能解释 {past}"),
    say_as<NamesNextRow>(
        "含有未来信息：{rows} 行中有 {next} "
        "行说出{group}中下一行的{property}，而不是本行或上一行的；相反的只有 {past} 行"),
    say_as<NamesLater>("含有未来信息：{rows} 行中有 {later} "
                       "行说出序列中之后才出现的{property}，而不是之前的；相反的只有 {past} 行"),
    say_as<NamesTestTargetOfUsers>(
        "含有未来信息：{all} 个用户中有 {later} "
        "个说出测试中才选的{property}，而不是之前的；相反的只有 {past} 个"),
    say_as<NamesTestTargetOfItems>(
        "含有未来信息：{all} 个物品中有 {later} "
        "个说出测试中才选的{property}，而不是之前的；相反的只有 {past} 个"),
    say_as<TellsTestTarget>(
        "透露答案：测试所选的{property}，它说出了 {test}，验证部分只有 {validation}"),
    say_as<AgreesWithTest>("透露答案：与用户在测试中所选的{property}相符的行比随机多 "
                           "{test}，与之前所选的只多 {known}"),
    say_as<FitsItemNamed>("透露答案：根据训练中对它所指物品的了解，与用户在测试中所选相配的行比随机"
                          "多 {test}，与验证中所选的只多 {known}"),
    say_as<FitsLevel>("透露答案：根据训练中对取值相同的用户的了解，与用户在测试中所选相配的行比随机"
                      "多 {test}，与验证中所选的只多 {known}"),
    say_as<TellsSplit>("透露哪些行是测试：测试行中 {test} 的值为 {value}，其他行中为 {others}"),
    say_as<LeakNamed>("：保留，因为配置写明了它；请从 `features` 中去掉"),
    say_as<LeakUnread>("：没有特征读取它"),
    say_as<LeakKept>("：保留"),
    say_as<LeakDropped>("：已排除"),
    say_as<ColumnValue>("“{column}”"),
    say_as<IdValue>("“id”"),
    say_as<EventWeight>("权重"),
    say_as<TotalOfGroup>("{group}的{figure}"),
    say_as<TotalInPart>("{part}的{figure}"),
    say_as<SumOf>("{value}之和"),
    say_as<MeanOf>("{value}的均值"),
    say_as<NextOf>("下一个{value}"),
    say_as<SumSoFar>("{value}截至该行之和"),
    say_as<MeanSoFar>("{value}截至该行的均值"),
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
};
static_assert(covers(kFindingMessages, FindingMessages()));

constexpr Sentence kTestMessages[] = {
    say_as<EmptyHistories>(
        "测试排序中有 {rankings} 没有历史：对这些用户，模型只知道用户表和上下文的内容，或一无所知"),
    say_as<EmptyHistoriesOfSessions>(
        "测试排序中有 {rankings} 没有历史：会话在测试开始之前就结束了；请测试会话中的下一个事件"),
    say_as<RivalSaysMost>(
        "没有找到已知的原因：{rival}本身就说明了这份数据的大部分；请直接使用它，或尝试另一种容量"),
    say_as<ColdBelowRandom>(
        "没有训练行的物品排在随机顺序之下：{metric} {value}，随机 {random}；物品塔依赖 id"),
    say_as<TooFewEpochs>("直到 {epochs} 轮中的最后一轮，验证指标仍在上升"),
    say_as<RateTooHigh>("{epochs} 轮中第一轮最好：学习率 {rate}（嵌入表 {tables}）太高"),
    say_as<SameLists>("任意两个用户的列表，10 个物品中平均有 {shared} "
                      "个相同（item-kNN：{knn}）：得分几乎与用户无关，温度为 {temperature}"),
    say_as<SameListsUncorrected>(
        "任意两个用户的列表，10 个物品中平均有 {shared} "
        "个相同（item-kNN：{knn}）：得分几乎与用户无关，且没有对热门物品做 logQ "
        "修正（loss.log_q）"),
    say_as<UnreadTables>("所给的表中，有 {tables} 张没有任何特征读取其列：{names}"),
    say_as<NewItemsByIdsAlone>("{targets} 的测试目标是训练中没有的物品，而物品塔只读 "
                               "id：请提供物品的属性列（--items FILE）"),
    say_as<NewItemsOfIds>("{targets} 的测试目标是训练中没有的物品，而模型学会了依赖 id"),
    say_as<UnknownToTraining>("{rows} 的测试行，其 {feature} 的值没有在训练中保留，一律当作未知值"),
    say_as<RareToTraining>("{rows} 的测试行，其 {feature} "
                           "的值没有在训练中保留，一律当作未知值（min_count {min_count}）"),
    say_as<RepeatsLeftOut>("{rows} 的验证行再次选择交互过的物品，而列表排除了这些物品"),
    say_as<RepeatsFillLists>("只有 {rows} 的验证行再次选择交互过的物品，而这些物品占满了列表"),
    say_as<TastesMove>(
        "喜好在变化：最新四分之一的训练行与测试的物品分布重合 {newest}，全部训练行只有 {all}"),
    say_as<FewEventsForEncoder>(
        "每个用户平均只有 {events} 个训练事件，很难学到喜好；取均值比带权重的编码器更省数据"),
    say_as<FewEventsForVectors>(
        "每个用户平均只有 {events} 个训练事件，很难学到喜好；维度小一些的向量更省数据"),
    say_as<TrainingIsLater>("{rows} 的训练行晚于某个测试行：指标不代表上线效果"),
    say_as<VerdictOpen>(
        "还不能说 {metric} 优于{rival}：相差 {gain} %，但测试用户不足 {users} 个。"),
    say_as<VerdictBetter>("{metric} 优于{rival}，高 {gain} %（95 % 区间 "
                          "{low}..{high}，只含用户之间的差异，不含各周之间的）。值得做 A/B 测试。"),
    say_as<VerdictNotBetter>("{metric} 不优于{rival}（相差 {gain} %，95 % 区间 "
                             "{low}..{high}，只含用户之间的差异，不含各周之间的）。"),
    say_as<RivalItemKnn>(" item-kNN"),
    say_as<RivalPopularity>("热门排行"),
    say_as<RivalUserPopularity>("个人热门排行"),
    say_as<InfinitelyMany>("∞"),
    say_as<Comma>("、"),
};
static_assert(covers(kTestMessages, TestMessages()));

// Decisions.
constexpr Sentence kDecisionMessages[] = {
    say_as<FeaturesChosen>("{features}"),
    say_as<ContextChosen>("请求时已知：{features}"),
    say_as<FeatureOfKind>("{feature}（{kind}）"),
    say_as<IdOfItem>("物品 id"),
    say_as<HistoryByAttention>(
        "历史（最近 {length} 项）用注意力编码：历史长度的中位数为 {median} 行"),
    say_as<ShortHistoryByMean>("历史（最近 {length} 项）取平均：多数历史很短"),
    say_as<UnorderedHistoryByMean>("历史（最近 {length} 项）取平均：数据没有先后次序"),
    say_as<HistoryByTrials>("历史用{chosen}编码（试训的 {metric}：{trials}）"),
    say_as<HistoryStays>("历史用{chosen}编码：没有另一种好 {margin}（试训的 {metric}：{trials}）"),
    say_as<HistoryTrial>("{history} {value}"),
    say_as<AttentionOver>("最近 {length} 项的注意力"),
    say_as<MeanOver>("最近 {length} 项的均值"),
    say_as<KindNumber>("数值"),
    say_as<KindCategory>("类别"),
    say_as<KindTags>("标签"),
    say_as<KindText>("文本"),
    say_as<KindVector>("向量"),
    say_as<KindId>("id"),
    say_as<FeaturesSwitchedOff>("配置关闭的特征：{features}"),
    say_as<ColumnsLeftOut>("不用作特征：{columns}"),
    say_as<ColumnLeftOut>("{column}（{why}）"),
    say_as<HasOneValue>("只有一个值"),
    say_as<HasNoValue>("没有值"),
    say_as<AmbiguousNumbers>(
        "1,234 可能是 1234，也可能是 1.234：请为它设 number 特征，并注明 decimal: point 或 comma"),
    say_as<MixedNumbers>("数值的单位不止一种"),
    say_as<IsMoment>("时间"),
    say_as<IsSession>("会话"),
    say_as<HoldsObjects>("是对象，不是值"),
    say_as<IsCode>("几乎每行一个值，是编码"),
    say_as<HasPrivateName>("从列名看是个人信息"),
    say_as<LooksLikeMails>("像邮箱地址"),
    say_as<LooksLikePhones>("像电话号码"),
    say_as<LooksLikePages>("像网址"),
    say_as<UnevenLists>("长度不一的数值列表"),
    say_as<ItemsTooSeldom>("物品重复太少，无法判断"),
    say_as<UnknownTypes>("列名像事件类型，但没有已知的类型：--type COLUMN"),
    say_as<IsOutcome>("事件发生时或之后才知道"),
    say_as<IsOfLaterEvents>("只有较晚的事件（如下单）才有"),
    say_as<GivesItemAway>("属于物品且会变化，会透露答案"),
    say_as<MostlyNewValues>("多数值在训练中没有出现过：验证行的 {rows}"),
    say_as<AllItemsCompared>("每一步与全部 {items} 个物品比较"),
    say_as<DrawnNegatives>("批内物品，加随机抽取的 {drawn} 个"),
    say_as<TypesWeighted>("{types}"),
    say_as<KnownTypeWeight>("{type} {weight}"),
    say_as<UnknownTypeWeight>("{type} {weight}（未知类型）"),
    say_as<ShownTypeWeight>("{type} {weight}（仅曝光）"),
    say_as<DislikedTypeWeight>("{type} {weight}（不喜欢）"),
    say_as<VotesDisliked>(
        "{column} 不大于 0 的行（占 {rows}）：不进入历史，这些物品也不再推荐给这些用户"),
    say_as<ZerosUnrated>("none：{column} 有 {rows} 的行为 0，看来是“未评分”；这些行都算作选择"),
    say_as<RatingsTaken>("所有行：无论 {column} 是多少（{min} 到 {max}），每行都算作选择"),
    say_as<EventsCollapsed>("{within}：{rows} 的行在此时长内紧跟同一物品的另一类型的事件"),
    say_as<DatesOrdered>("{order}，由 {text} 可知"),
    say_as<EpochsByRows>("最多 {epochs} 轮，由 {rows} 行数据决定"),
    say_as<EpochsByMinutes>("{epochs} 轮：连同读取和测试，{minutes} 分钟之内可以完成"),
    say_as<PartEpochsByMinutes>("{epochs} 轮，每轮 {steps} 步，只用一部分行：连同读取和测试，"
                                "{minutes} 分钟之内可以完成"),
    say_as<BatchByRows>("{size}，由行数决定"),
    say_as<IdsDropped>("{dropped}：{targets} 的验证目标是没有训练行的物品，只能由其特征认识"),
    say_as<IdsDroppedByTrials>(
        "{chosen}：{targets} 的验证目标是没有训练行的物品（试训的 {metric}：取 "
        "{dropped} 为 {with}，不用为 {without}）"),
    say_as<LabelOfItems>("{column}：列表会显示它，也可用它代替物品的 id"),
    say_as<IdsOfInteractions>("{column}，它有 {of} 的取值"),
    say_as<SplitByTime>("time：最后 10 % 的行用于测试，之前的 10 % 用于验证，所有人在同一时刻切分"),
    say_as<SplitInsideSequences>(
        "time：最后 10 % 的行用于测试，之前的 10 % 用于验证。跨过切分时刻的序列极少（占被测试的 "
        "{sequences}），因此测试的是序列内的下一个事件（targets: event，min_history: 1）"),
    say_as<SplitLeavesOneOut>("leave_one_out：每个序列的最后一次交互用于测试"),
    say_as<SplitAtRandom>("random：数据没有先后次序"),
    say_as<OrderCounts>(
        "先后次序有意义：用留出物品之前的交互去找它，item-kNN 的 NDCG 为 {in_order}，"
        "打乱之后为 {shuffled}，不计次序为 {as_sets}"),
    say_as<OrderSaysNothing>(
        "无：先后次序没有意义。用留出物品之前的交互去找它，item-kNN 的 NDCG 为 {in_order}，"
        "打乱之后为 {shuffled}，不计次序为 {as_sets}"),
    say_as<OrderIsOfItems>("无：所有序列都按物品的同一个次序排列，即排过序，看不出先后"),
    say_as<OrderUnclear>(
        "按有次序处理：数据太少，看不出先后次序是否有意义。用留出物品之前的交互去找它，"
        "item-kNN 的 NDCG 为 {in_order}，打乱之后为 {shuffled}，不计次序为 {as_sets}"),
    say_as<OrderUntested>("按有次序处理：只有 {sequences} 个序列可用，看不出先后次序是否有意义"),
    say_as<RepeatsAllowed>("allow：用户常再次选择交互过的物品"),
    say_as<RepeatsExcluded>("exclude：用户很少再次选择交互过的物品"),
};
static_assert(covers(kDecisionMessages, DecisionMessages()));

// Answers.
constexpr Sentence kAnswerWords[] = {
    say_as<HadOnce>("交互过"),
    say_as<HadTimes>("交互过 {times} 次"),
    say_as<HadOfType>("交互过：{type} {times} 次"),
    say_as<NearItem>("与交互过的“{item}”相近"),
    say_as<FitsUser>("适合你的“{feature}”"),
    say_as<FitsMoment>("适合当前的“{feature}”"),
    say_as<NearVector>("与所给的向量相近"),
    say_as<PopularItem>("热门：共 {times} 次交互"),
    say_as<UserHadIt>("用户已交互过，不再推荐（data.repeat）"),
    say_as<UserDislikedIt>("用户不喜欢它"),
    say_as<NotOfFilter>("不满足请求的过滤条件"),
    say_as<BreaksRule>("不满足{rule}"),
    say_as<RulesOfBundle>("模型包的规则（serve.rules）"),
    say_as<RulesOfServer>("服务器的规则（/v1/rules）"),
    say_as<RuleOfName>("规则“{rule}”（/v1/rules）"),
    say_as<RuleOfNumber>("第 {number} 条规则（/v1/rules）"),
    say_as<ShownEnough>("{within} 之内已向该用户展示 {times} 次（serve.shown）"),
    say_as<ExcludedByRequest>("被请求排除"),
    say_as<NotInIndex>("不在此模型包的索引中"),
    say_as<HeadItem>("物品"),
    say_as<HeadScore>("得分"),
    say_as<HeadMatch>("百分位"),
    say_as<MatchIsPercentile>(
        "百分位：对这次请求，目录中得分低于它的物品所占的比例（名次百分位，即 match）"),
    say_as<MostPopularItems>("没有该用户的任何信息：给出最热门的物品"),
    say_as<RowsOfEachItem>("没有该用户的任何信息：给出每个物品的训练行数"),
    say_as<FewerItems>(
        "少于请求的数量：目录共 {catalog} 个物品，不满足过滤条件 {filter} 个，不满足规则 {rules} "
        "个，已交互 {seen} 个，请求排除 {exclude} 个，因 caps 上限略去 {caps} 个"),
    say_as<ValuesUnknown>("{field}：{values} 个未知的值"),
    say_as<ValueNear>("{field}：没有“{value}”这个值；是否想写 {flag} {text}？"),
    say_as<WroteLists>("{path}：{users} 个用户，每人最好的 {items} 个物品"),
    say_as<ShortLists>("{lists} 个列表不足 {items} 个物品，其中 {empty} 个为空"),
    say_as<PopularLists>("{lists} 个列表是最热门的物品：没有这些用户的任何信息"),
    say_as<UsersNew>("{users} 个用户是此模型包未见过的"),
    say_as<ProgramsLeftOut>(
        "{users} 个用户的事件数远多于常人（机器人），与训练时一样被略去；用 --users FILE "
        "仍可为其生成列表"),
    say_as<HeadUser>("用户"),
    say_as<OfferedTo>("{item}：{asked} 个用户中最合适的 {users} 个"),
    say_as<UsersBarred>(
        "略去 {users} "
        "个用户：规则、过滤条件或已交互物品使该物品不会出现在其列表中，或没有其任何信息"),
    say_as<WroteUsers>("{path}：最适合 {item} 的 {users} 个用户"),
    say_as<NotInCatalog>("不在目录中"),
    say_as<ItemNamed>("{id}（{label}）"),
    say_as<LabelItem>("物品"),
    say_as<LabelRank>("名次"),
    say_as<LabelWhyNot>("未推荐"),
    say_as<LabelUser>("用户"),
    say_as<LabelNearest>("相近"),
    say_as<LabelMoves>("影响"),
    say_as<RankOfItem>("全部 {items} 个物品中第 {rank} 名"),
    say_as<PlaceOfItem>("，可推荐的 {items} 个中第 {place} 名"),
    say_as<StandingOfItem>("   得分 {score}   名次百分位 {match}"),
    say_as<RanksByPopularity>("没有任何信息：物品按热度排序"),
    say_as<CosineOf>("余弦"),
    say_as<TakenTimes>("交互过 {times} 次"),
    say_as<LastTakenAt>("，最近一次 {time}"),
    say_as<OfUserFeature>("用户"),
    say_as<OfMomentFeature>("上下文"),
    say_as<OfHistory>("全部历史"),
    say_as<OfHistoryItem>("历史中"),
    say_as<OfRepeats>("此前选过"),
    say_as<OfItemFeature>("物品"),
    say_as<EffectOnScore>("得分"),
    say_as<EffectOnPlaces>("名次"),
    say_as<EffectExplained>("（有它时减去没有它时：大于 0 表示对该物品有利）"),
};
static_assert(covers(kAnswerWords, AnswerWords()));

// Commands.
constexpr Sentence kCommandWords[] = {
    say_as<LabelWrote>("写入"),
    say_as<LabelLeftOut>("未写入"),
    say_as<ItemsAdded>("{path}：新增 {added} 个物品，替换 {replaced} 个，共 {items} 个"),
    say_as<ItemsGeneration>("代号 {generation}，源自 {parent}；没有重新训练"),
    say_as<ItemsWithoutValues>("{items} 个新物品没有 {columns} 的任何值：模型无法区分它们"),
    say_as<ItemsByIdAlone>(
        "{items} 个新物品：模型只读物品的 id，无法区分它们；请用物品特征训练（--items FILE）"),
    say_as<ItemsLackColumns>(
        "{path} 没有列 {columns}：新物品的这些值缺失；已有物品（此处 {replaced} 个）"
        "保留原值"),
    say_as<ItemsNearlyKnown>(
        "有 {items} 个新 id 与已有 id 只差开头的零，例如 {id} 与 {known}：是否丢失了"
        "零（经过电子表格，或把 id 当成数字读取）？"),
    say_as<IndexWritten>(
        "{path}：{items} 个物品，向量为 {dim} 维（{column} 列），按 {similarity} 比较"),
    say_as<IndexGeneration>("代号 {generation}；model 为 {model}，带 user_vector 的请求须写明它"),
    say_as<IndexColumns>("{columns}：可用于过滤，并随结果显示"),
    say_as<IndexLeftOut>("{columns}：疑似隐私、其他向量或对象"),
    say_as<IndexItemsWithoutRow>("{items} 个物品不在物品表中：它们的各列为缺失"),
    say_as<IndexZeroVectors>("{vectors} 个向量全为零：对谁的得分都一样"),
    say_as<LogExported>(
        "{folder}：{events} 个事件，{files} 个文件，截至日志 {log} 的位置 {position}"),
    say_as<LogTrainedOn>("训练时一并使用：{command}"),
    say_as<LogTimesLeftOut>("{events} 个事件：时间早于 1995 年或晚于明天"),
    say_as<LogNamesLeftOut>("{names} 个很少出现的 context 名称，例如 `{example}`"),
    say_as<BackedUp>("{path}：截至位置 {position} 的全部内容"),
    say_as<StateRestored>("{path}：所有文件都已校验"),
    say_as<StateServed>("用它提供服务：{command}"),
    say_as<GenerationLeftOut>("一个已损坏且不在服务的模型包：{problem}"),
    say_as<LabelTraining>("训练"),
    say_as<LabelMachines>("机器"),
    say_as<SizeOfTraining>(
        "内存 {memory}，最长 {duration}（{threads} 个线程，{epochs} 轮），包括读取和测试"),
    say_as<SizeOfPlannedTraining>("内存 {memory}：只用 id，每个用户 50 个事件"),
    say_as<SizeOfBundle>("磁盘 {disk}"),
    say_as<SizeOfServing>("内存 {memory}；这样的一个核每秒可回答 {requests} 个请求"),
    say_as<SizeInMachines>("{machines} 台，每台 {cores} 个核：每秒 {qps} 个请求，只用一半能力"),
    say_as<WorldWritten>("{folder}：{users} 个用户，{items} 个物品，{interactions} 条交互"),
    say_as<LabelTruth>("真值"),
    say_as<WorldTruth>(
        "按真实偏好推荐十个物品，{knowing} 的行能命中下一个物品；随机猜测为 {guessing}"),
    say_as<LabelServing>("服务"),
};
static_assert(covers(kCommandWords, CommandWords()));

// Errors that hold another.
constexpr Sentence kErrorMessages[] = {
    say_as<ErrorAt>("{place}：{problem}"),
    say_as<ErrorBelow>("{path}{problem}"),
    say_as<FileDamaged>("{path} 已损坏，请换用另一份副本：{problem}"),
    say_as<ModelFileDamaged>(
        "{path} 已损坏，或属于另一个模型：{problem}；请换用另一份副本，或重新训练"),
    say_as<ColumnDamaged>("{path} 已损坏：列 {column} {problem}；请换用另一份副本，或重新训练"),
    say_as<HeaderUnreadable>("文件头无法读取：{problem}"),
    say_as<FeatureStateUnreadable>("的状态无法被特征读取：{problem}"),
    say_as<ErrorFound>("{problem}\n  {key}：{finding}"),
    say_as<BundleThere>("{problem}；可用的模型包是 {path}"),
    say_as<BundleNear>("{problem}；是否想写 {path}？"),
    say_as<WriteJson>("{problem}；请写 {flag} {text}"),
    say_as<WriteJsonAs>("{problem}；例如 {flag} {text}"),
    say_as<RowUnusable>("{option}：{path}：第 {row} 行：{problem}"),
    say_as<BadRowAdvice>("{problem}。也可以跳过这样的行：--set {option}.on_bad_row=skip"),
    say_as<ManyBadRowsAdvice>("{problem}。请改正这些行，或跳过它们：--set {setting}"),
    say_as<TooManyBadRows>("{option}.on_bad_row：无法使用的行超过 {max} "
                           "行，不像是偶然的笔误；请改正数据或读取方式，或调高 "
                           "{option}.on_bad_row.max。第一处：{first}"),
    say_as<RulesDoNotFit>("{problem}；这个模型包无法遵守服务器收到的规则（PUT "
                          "/v1/rules）：请先用原来的模型包，并在那里修改规则"),
    say_as<RecordUnreadable>(
        "状态文件夹中各代模型的记录无法读取：{problem}；请换用该文件夹的另一份备份"),
    say_as<StateOfServer>(
        "{path} 正被运行中的服务器使用；请让它写备份（POST /v1/backups），或先停掉它"),
};
static_assert(covers(kErrorMessages, ErrorMessages()));

// Errors of files, options, JSON and tensors.
constexpr Sentence kBaseErrors[] = {
    say_as<ForeignReason>("{reason}"),
    say_as<NoSuchFile>("文件或文件夹不存在"),
    say_as<PermissionDenied>("没有权限"),
    say_as<OperationNotPermitted>("操作不被允许"),
    say_as<NoSpaceLeft>("磁盘空间不足"),
    say_as<DiskQuotaExceeded>("超出磁盘配额"),
    say_as<IsADirectory>("这是一个文件夹"),
    say_as<NotADirectory>("路径中有一段不是文件夹"),
    say_as<DirectoryNotEmpty>("文件夹不为空"),
    say_as<ReadOnlyFileSystem>("文件系统是只读的"),
    say_as<FileExists>("文件已存在"),
    say_as<FileNameTooLong>("文件名太长"),
    say_as<TooManyOpenFiles>("打开的文件太多"),
    say_as<InputOutputError>("输入输出错误"),
    say_as<NotARegularFile>("它不是普通文件"),
    say_as<FileUnreadable>("{path} 无法读取：{reason}；请检查路径和权限"),
    say_as<FileUnwritable>("{path} 无法写入：{reason}；请检查路径、权限和磁盘空间"),
    say_as<FolderMissing>("{path}：没有文件夹 {folder}；请先建立：mkdir -p {argument}"),
    say_as<TensorHeaderUnwritable>(
        "{path} 无法写入：文件头将有 {bytes} 字节，最多允许 {max} 字节；请减少名称或缩短名称"),
    say_as<JsonSyntax>("不是合法的 JSON（{place}）：{reason}"),
    say_as<ValueRefused>("{path} 的值是 {value}，{problem}"),
    say_as<KeyGivenTwice>("{path} 重复，{fix}"),
    say_as<NotAnOption>("{path} 是未知的键，{fix}"),
    say_as<AtLine>("位于 {place}，{problem}"),
    say_as<KeepOneKey>("请只保留一个"),
    say_as<NoSuchName>("没有这个名称；{fix}"),
    say_as<DidYouMean>("是否想写 {name}？"),
    say_as<DidYouMeanAmong>("是否想写 {name}？允许：{names}"),
    say_as<HelpListsAll>("twotower help 列出全部配置项"),
    say_as<GivenJson>("{json}"),
    say_as<GivenMap>("map（映射）"),
    say_as<GivenList>("list（列表）"),
    say_as<Allowed>("允许：{form}"),
    say_as<AllowedNames>("允许：{names}"),
    say_as<AllowedBool>("true 或 false"),
    say_as<AllowedInteger>("整数"),
    say_as<AllowedIntegerIn>("整数，{range}"),
    say_as<AllowedNumber>("数值"),
    say_as<AllowedNumberIn>("数值，{range}"),
    say_as<AllowedText>("文本"),
    say_as<AllowedOneOf>("{names} 之一"),
    say_as<AllowedListOf>("列表，每个元素为：{element}"),
    say_as<AllowedMapOf>("映射，每个值为：{element}"),
    say_as<AllowedMap>("映射"),
    say_as<AllowedKinds>("带 kind 的映射（{kinds}）"),
    say_as<AllowedOrNull>("{form}；或 null（不指定）"),
    say_as<AllowedDuration>("时长，如 90d、7h、30m、15s 或 2w"),
    say_as<AllowedTime>("时间，如 2026-11-21 或 2026-11-21T08:30:00Z"),
    say_as<RangeBetween>("{min} 到 {max}"),
    say_as<RangeAbove>("大于 {min}"),
    say_as<RangeAtLeast>("不小于 {min}"),
    say_as<RangeAtMost>("不大于 {max}"),
    say_as<TensorFileTooShort>("文件比文件头的长度字段还短"),
    say_as<TensorHeaderTooLong>("文件头有 {bytes} 字节，最多允许 {max} 字节"),
    say_as<TensorHeaderNotAMap>("文件头不是映射"),
    say_as<TensorNameDuplicate>("文件头中的键 '{name}' 重复"),
    say_as<TensorMetadataNotAMap>("元数据不是映射"),
    say_as<TensorMetadataWrong>("元数据 '{key}' 不是文本，或键重复"),
    say_as<TensorKeysWrong>("张量 '{name}' 应当有且只有 dtype、shape 和 data_offsets"),
    say_as<TensorBytesWrong>(
        "张量 '{name}' 占 {size} 字节中的第 {begin} 到 {end} 字节，与其形状不符"),
    say_as<TensorNotAligned>("张量 '{name}' 没有对齐"),
    say_as<TensorOverlaps>("张量 '{name}' 与前一个重叠，或留有空隙"),
    say_as<TensorTrailingBytes>("最后一个张量之后还有多余的字节"),
    say_as<TensorMissing>("缺少张量 '{name}'，它应为 {expected}"),
    say_as<TensorOfOtherForm>("张量 '{name}' 应为 {expected}，实际是 {found}"),
};
static_assert(covers(kBaseErrors, BaseErrors()));

// Errors of columns, conditions and features.
constexpr Sentence kFeaturesErrors[] = {
    say_as<ConditionForm>("允许：条件，如 {example}"),
    say_as<ConditionListForm>("允许：条件的列表，至少一个"),
    say_as<FieldTestsForm>("允许：对该字段的判断，如 {example}"),
    say_as<TestValueForm>("允许：整数、小数或文本"),
    say_as<TestListForm>("允许：值的列表，如 [view, buy]"),
    say_as<TestListValueForm>("允许：整数、小数和文本"),
    say_as<CategoryPathForm>("允许：类别路径，如 clothes/tops"),
    say_as<BoundForm>("允许：数值、时间（2026-11-21）或文本"),
    say_as<ExistsForm>("允许：true 或 false"),
    say_as<WithinForm>("允许：时长（7d）或 {example}"),
    say_as<ConditionKeyDuplicate>("键重复；请只保留一个"),
    say_as<ConditionTooDeep>("允许：any_of 和 not 至多嵌套 {max} 层"),
    say_as<CircleNumberTooLarge>("允许：-{max} 到 {max}"),
    say_as<CircleRadiusTooSmall>("允许：大于 0"),
    say_as<FieldHoldsLists>("但 {field} 的值都是列表"),
    say_as<FieldHoldsTexts>("但 {field} 的值都是文本"),
    say_as<FieldHoldsIntegers>("但 {field} 的值都是整数"),
    say_as<FieldHoldsNumbers>("但 {field} 的值都是数值"),
    say_as<StoredOffsetsWrong>("的偏移量 {tensor} 有误：应从 0 不减地升到 {end}"),
    say_as<StoredBagEmpty>("中有一组没有任何行"),
    say_as<StoredMissingWrong>("没有写明每个值是否缺失"),
    say_as<StoredIndexMissing>("没有 id 的索引"),
    say_as<StoredIndexWrong>("的索引与其 id 不符"),
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
    say_as<CategoryIsList>(
        "{feature} 的值是列表，而 category 类特征只能是一个值；列表请用 tags 类特征"),
    say_as<NumberIsList>("{feature} 的值是列表，应为一个数值；非数值请用 category 或 tags 类特征"),
    say_as<NumberIsText>(
        "{feature} 的值是 \"{value}\"，应为数值；非数值请用 category 或 tags 类特征"),
    say_as<NumberNotFinite>("{feature} 的值是无穷大，应为有限的数值；未知的值请留空"),
    say_as<VectorIsText>(
        "{feature} 的值是 \"{value}\"；向量应为有限数值的列表，或用该特征的分隔符隔开的文本"),
    say_as<VectorNotFinite>(
        "{feature} 中有无穷大或非数字的值；向量应为有限数值的列表，或用该特征的分隔符隔开的文本"),
    say_as<VectorLengthWrong>(
        "{feature} 的长度是 {length}，而训练时是 {expected}；请给出 {expected} 个数的向量"),
    say_as<VectorNumberTooLarge>("{feature} 中有 {number}，允许：-{max} 到 {max}"),
    say_as<VectorsAllMissing>(
        "{feature} 一个向量也没有，无从得知长度；请去掉这个特征，或写 missing: mark"),
    say_as<IcuUnreadable>(
        "无法读取 ICU 的分词数据（{reason}）；请安装其数据，在 Debian 12 上是 libicu72"),
};
static_assert(covers(kFeaturesErrors, FeaturesErrors()));

// Errors of tables and what is read of them.
constexpr Sentence kDataErrors[] = {
    say_as<RoleUser>("用户"),
    say_as<RoleItem>("物品"),
    say_as<RoleTime>("时间"),
    say_as<RoleOrder>("次序"),
    say_as<RoleType>("类型"),
    say_as<RoleSession>("会话"),
    say_as<RoleVector>("向量"),
    say_as<IntegerValues>("整数"),
    say_as<NumberValues>("小数"),
    say_as<TextValues>("文本"),
    say_as<ListValues>("列表"),
    say_as<TextListValues>("文本的列表"),
    say_as<SingleValues>("{values}，每行一个"),
    say_as<IdsThemselves>("id 本身"),
    say_as<ColumnByName>("{column}，按列名识别"),
    say_as<ColumnOnlyId>("{column}，唯一像 id 的列"),
    say_as<ColumnMainId>("{column}，唯一像 id 且取值较多的列"),
    say_as<ColumnOfTable>("{column}，其取值就是 {path} 中的 id"),
    say_as<ColumnOrdersDays>("{column}，{time} 相同的行按它排列"),
    say_as<ColumnOfClicks>("{column}，1 表示曝光后被选择，0 表示仅曝光"),
    say_as<ColumnOfEvents>("{column}，按其中的事件名识别"),
    say_as<TimeColumnByName>("{column}，按列名识别（单位 {unit}）"),
    say_as<TimeColumnOnly>("{column}，唯一可读作时间的列（单位 {unit}）"),
    say_as<TimeColumnUnread>("{column}，按列名或写法识别"),
    say_as<TimeColumnVaries>("{column}，{candidates} 中唯一在序列内变化的列"),
    say_as<NoUserColumn>("没有：每行是一次单独的请求"),
    say_as<TablePathMissing>("{option}：没有给出文件；请写明路径"),
    say_as<TableFileMissing>("{option}：{path}：没有这个文件；请检查路径"),
    say_as<TableFileNear>("{option}：{path}：没有这个文件；是否想写 {nearest}？"),
    say_as<TablePatternUnlisted>("{option}：{path}：其中的文件夹无法列出；请检查权限"),
    say_as<TablePatternEmpty>("{option}：{path}：没有文件与这个通配路径匹配；请检查写法"),
    say_as<TableFolderEmpty>("{option}：{path}：文件夹中没有可读的文件；请写明数据所在的文件夹"),
    say_as<TableFolderMixed>("{option}：{path}：含有不同种类的文件：{first} 和 "
                             "{second}；一张表的文件须是同一种：请用通配路径写明，如 {pattern}"),
    say_as<TableUnreadable>("{option}：{path}：无法读取：{reason}；请检查文件。若格式判断有误：--"
                            "set {settings}.format=csv（或 parquet、jsonl、lists）"),
    say_as<TableColumnUnreadable>("{option}：{path}：列 {column} 无法读取：{reason}"),
    say_as<TableUnwritable>("{path}：无法写入：{reason}"),
    say_as<TableEndingUnknown>(
        "{path}：表可写成 .csv、.jsonl（均可再加 .gz、.zst）或 .parquet；请用其中一种扩展名"),
    say_as<TableListsInCsv>("{path}：列 {column} 是列表，CSV 无法表示；请写成 .parquet"),
    say_as<TableNotUtf16>("{option}：{path}：应为 UTF-16，但文件开头没有 FE FF 或 FF "
                          "FE；请写明实际的编码：--set {setting}"),
    say_as<TableIsArchive>(
        "{option}：{path}：是 Excel 工作簿或压缩包；请把工作表另存为 CSV，或先解压"),
    say_as<TableIsBinary>("{option}：{path}：不是文本：十分之一的字节为零；请提供文本或 "
                          "Parquet 格式的表。UTF-16 须以 FE FF 或 FF FE 开头"),
    say_as<AllowedEncoding>("{names}，或 ICU 认识的其他名称：big5、shift_jis、windows-1251"),
    say_as<EncodingAmbiguous>(
        "{option}：{path}：不是 UTF-8，可能是 {encodings}；请写明是哪一种：--set {first} 或 --set "
        "{second}，也可以把文件转为 UTF-8"),
    say_as<EncodingUnknown>("{option}：{path}：不是 UTF-8，也看不出是哪种编码；请写明：--set "
                            "{setting}，或与其字节相符的另一种（{encodings}）；或把文件转为 UTF-8"),
    say_as<EncodingsMixed>("{option}：{path}：第 {line} 行是 UTF-8，第 {other_line} 行是 "
                           "{encoding}：两种编码的文件拼在了一起。请先把不是 UTF-8 "
                           "的部分转换好再拼接：iconv -f {encoding} -t utf-8 PART"),
    say_as<TableEmpty>("{option}：{path}：是空文件；请提供有数据行的文件"),
    say_as<TableWithoutRows>("{option}：{path}：没有数据行；请提供有数据行的文件"),
    say_as<TableIsJsonList>("{option}：{path}：是一整个 JSON 数组；请写成 JSON "
                            "lines，每行一个对象，行间不加逗号（可用 jq -c '.[]'）"),
    say_as<TableWithoutObjects>(
        "{option}：{path}：开头各行都不是 JSON 对象；请每行写一个对象，如 "
        "{example}（不要写成跨行的数组）；若不是 JSON lines 文件：--set {settings}.format=csv"),
    say_as<ListsOrTable>("{option}：{path}：每行都有 {words} "
                         "个词，而第一行不是表头：是用户加物品的列表，还是表？请写明：--set "
                         "{settings}.format=lists 或 --set {settings}.format=csv"),
    say_as<FirstLineUnreadable>(
        "{option}：{path}：第一行无法读作一行数据；请改正，或写明读取方式：--set "
        "{settings}.format=csv --set {settings}.separator=SEPARATOR"),
    say_as<ListsHeader>(
        "{option}.header：列表只有用户和物品两列，而表头有 {columns} 列；请给出两个列名"),
    say_as<SeparatorUnusable>(
        "{option}.separator 的值是 "
        "{separator}，须是一个或多个字符，且不含引号和换行；去掉它则自动识别"),
    say_as<SeparatorIrreplaceable>(
        "{option}：{path}"
        "：用到了所有的控制字符，因此不是文本文件；多字符的分隔符需要一个空闲的控制字符：请用单字符"
        "的分隔符：--set {settings}.separator=SEPARATOR"),
    say_as<HeaderDuplicate>(
        "{option}：{path}：列名 `{column}` 重复；请改名，若第一行是数据，请给出全部列名：--set "
        "'{settings}.header=[NAME, NAME, ...]'"),
    say_as<HeaderNotText>(
        "{option}：{path}：第 {column} 列的列名不是 {encoding}；请写明文件的编码：--set "
        "{setting}；或改名，或给出全部列名：--set '{settings}.header=[NAME, NAME, ...]'"),
    say_as<FolderNotText>("{option}：{path}：名为 NAME=VALUE 的文件夹不是 UTF-8 文本；请改名"),
    say_as<LineTooLong>(
        "{option}：{path}：有一行超过 {bytes} 字节，可能不是文本文件；请提供行较短的文本文件"),
    say_as<TableColumnMissing>("{option}：{path} 没有列 `{column}`；请换用现有的列：{columns}"),
    say_as<TableColumnNear>(
        "{option}：{path} 没有列 `{column}`，是否想写 `{nearest}`？现有的列：{columns}"),
    say_as<TableColumnType>("{option}：{path}：列 {column} 的类型是 "
                            "{type}；可读的是整数、小数、文本、时间及其列表：请转换该列"),
    say_as<TableColumnsDiffer>("{option}：{path}：列 {column} 是时间或列表，而在 {first} "
                               "中不是，或正相反；同一列在所有文件中须是同一种类型"),
    say_as<CellUnusable>("{option}：{path}：第 {row} 行：列 {column} 的值是 `{value}`：{why}"),
    say_as<RowUneven>(
        "{option}：{path}：第 {row} 行有 {columns} 列，应有 {expected} 列：`{text}`；分隔符按 "
        "`{separator}` 读取：若不对，--set {settings}.separator=SEPARATOR"),
    say_as<RowNotText>("{option}：{path}：第 {row} 行：列 {column} 不是 {encoding}"),
    say_as<RowEndless>(
        "{option}：{path}：第 {row} 行之后的一行超过 1 MB，多半是引号没有闭合；请补上引号"),
    say_as<LineNotUtf8>("{option}：{path}：第 {line} 行不是 {encoding}"),
    say_as<OfOtherEncoding>("{problem}；文件的字节符合 {encodings}：--set {setting}"),
    say_as<LineWithoutItem>("{option}：{path}：第 {line} 行只有用户，没有物品；请去掉该行"),
    say_as<RowIsJsonList>("是 JSON 数组；请每行写一个对象：{example}"),
    say_as<RowNotObject>("不是 JSON 对象；请写成 {example} 的形式"),
    say_as<RowKeyDuplicate>("键 {key} 重复；请只保留一个"),
    say_as<RowValueUnusable>("列 {column} {problem}"),
    say_as<ValueIsObject>("是对象；请把它的字段写成各列"),
    say_as<ValueIsSingle>("是单个值，而前面的行是列表；请写成只含一个值的列表"),
    say_as<ValueIsList>("是列表，而前面的行是单个值；请把所有行都写成列表"),
    say_as<ValueNests>("的列表中还有列表或对象；列表中只能有单个值"),
    say_as<IdNotInteger>("不是整数，而 data.interactions.id_type=int 要求整数；请改为整数，或用 "
                         "--set data.interactions.id_type=string 把 id 读作文本"),
    say_as<IdMissing>("每行都需要 id：请补上"),
    say_as<IdsMissing>("每行都需要 id，而有 {rows} 行没有（{share}）"),
    say_as<IdDuplicate>("id 重复：{path} 的第 {row} 行也是它；请去掉其中一行"),
    say_as<NumberInfinite>("数值须是有限的；请改正该行，或留空"),
    say_as<RowWithoutType>("每行都需要类型；可用 --set 'data.interactions.keep={keep}' "
                           "跳过它"),
    say_as<NotATime>(
        "不是时间；请写成 2026-11-21T08:30:00Z，或 Unix 时间戳。若时间不是这一列，请用 --time "
        "写明另一列；没有时间列则用 --set 'data.interactions.time=\"\"'"),
    say_as<TextTimeOutside>("时间须在 1995 年到明天之间（留空表示未知）"),
    say_as<NumberTimeOutside>("它相当于 {meanings}；时间须在 1995 年到明天之间（0 "
                              "或留空表示未知）。若单位不对，请写 --set "
                              "data.interactions.time_unit=auto"),
    say_as<TimeOfSheet>("若是电子表格的日期序列号，它相当于 "
                        "{time}，但程序不作猜测；请先在表格软件中把该列的格式设为 "
                        "2026-11-21 08:30:00 再保存，或写成 (数值 - 25569) * 86400，即 Unix 秒数"),
    say_as<DateOrderUnknown>(
        "{option}：{path}：列 {column} 有 `{value}`，它可以是 {day_first}，也可以是 {month_first}，"
        "没有任何一行能说明哪个数是日；请写明：--set "
        "data.interactions.date_order=day_first（日在前）或 --set "
        "data.interactions.date_order=month_first（月在前）"),
    say_as<DateOfOtherOrder>(
        "它不是按 {order} 书写的日期，而该列按 `{decided_by}` 如此读取；请改正该行，或设 "
        "data.interactions.date_order"),
    say_as<DayInUnit>("{day}（按 {unit}）"),
    say_as<NoYearInUnit>("超出四位数的年份（按 {unit}）"),
    say_as<RoleColumnMissing>(
        "{option}：{path}：没有认出哪一列是{role}；请写明：{flag}。现有的列：{columns}"),
    say_as<RoleColumnAmbiguous>(
        "{option}：{path}：这些列都可能是{role}：{candidates}；请指明：{flag}"),
    say_as<RoleInsideCells>(
        "{option}：{path}：没有认出哪一列是{role}；请写明：{flag}。现有的列：{columns}。{crowded} "
        "的单元格里有多个值（列表、JSON 或并排的 "
        "id）：如果{role}在其中，请先改成每个事件一行、每格一个值"),
    say_as<SeveralIdsInCell>(
        "{option}：{path}：列 {column} 的一个单元格里有多个 id，如 `{value}`；请改成每个 id 一行"
        "（pandas 中：按 `{separator}` 切分，再 explode），或换一列。如果它本来就是一个 id："
        "--set data.interactions.id_type=string"),
    say_as<IdsInJson>(
        "{option}：{path}：列 {column} 里是 JSON，如 `{value}`，不是 id；请改成每个事件一行，"
        "id 单独成列，或换一列"),
    say_as<RowsWithoutUser>(
        "{option}：{path}：{rows} 的行没有 {column}；跳过它们会丢掉许多行为。数据里有 "
        "{session}：可按它组成序列：{flag}"),
    say_as<IdsAreLists>("{option}：{path}：列 {column} 是列表；id 须是单个整数或文本：请换一列"),
    say_as<IdsAreNumbers>(
        "{option}：{path}：列 {column} 是小数；id 须是整数或文本。请写 "
        "--set data.interactions.id_type=int 或 --set data.interactions.id_type=string"),
    say_as<FixedIdsAreNumbers>(
        "{option}：{path}：列 {column} 是小数；id 须是整数或文本：请把该列写成其中一种"),
    say_as<OrderUnusable>(
        "{option}：{path}：列 {column} 是{values}；次序须是随时间递增的整数或小数：请换一列"),
    say_as<TimeUnitUnfit>("{option}：{path}：列 {column} 是{values}，与 time_unit={unit} "
                          "不符：iso 用于日期，s、ms、us、ns 用于整数和小数；请写 --set "
                          "data.interactions.time_unit=auto"),
    say_as<TimesAreLists>("{option}：{path}：列 {column} 是列表；时间须每行一个：请换一列"),
    say_as<IdsUnjoinable>(
        "{option}：表中的 id 没有一个出现在交互中：表中是{values}，如 "
        "`{id}`；交互中是{their_values}，如 `{their_id}`。请写明含有后者的列：{flag} "
        "COLUMN；若没有这样的列，就是给错了表"),
    say_as<IdsSpelledOtherwise>(
        "{option}：表中的 id 与交互中的 id 只是写法不同：这里如 `{id}`，那里如 "
        "`{their_id}`；请把两者都读作整数：--set data.interactions.id_type=int"),
    say_as<TableOfOtherSide>("{option}：{path}：列 {column} 的取值就是交互中{role}列 "
                             "{their_column} 的值：请把这张表写成 {fix}"),
    say_as<LogAsTable>("{option}：{path}：既有用户（{users}）又有物品（{items}"
                       "），而且会重复出现：这是交互日志，不是每个 id 一行的表。请去掉 "
                       "{flag}：twotower train {path}"),
    say_as<TablesSwapped>(
        "{option}：{path}：没有这样的列，而 {log} "
        "既有用户和物品，又有时间：日志和表写反了。请写成：twotower train {log} {flag} {path}"),
    say_as<EventTypeUnweighed>("{key}：{path}：列 {column} 有类型 `{type}`，而它没有权重；请写 "
                               "--set '{key}.{type}=1'（0：从不推荐）"),
    say_as<EventTypesNumbered>("{option}：{path}：列 {column} 的值是数字（{types}），看不出发生了什"
                               "么；请给出各自的权重（0：从不推荐）：{fix}"),
    say_as<ImpressionWeighed>(
        "{key} 的值是 {weight}，只能是 0：曝光不算选择；真正的选择请用另一种事件类型"),
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
        "{option}：交互没有时间；请用 --time COLUMN 写明时间列，或去掉 {option}"),
    say_as<LogOfSessions>("{option} 是用户的事件，而这里的序列是会话；请去掉它，或用 "
                          "data.interactions.user 写明用户列且不用会话"),
    say_as<LeaveOneOutWithoutOrder>(
        "split.kind：leave_one_out "
        "需要知道用户的哪次交互最后，而数据没有次序；请写明一列（--time COLUMN 或 --set "
        "data.interactions.order=COLUMN），或用 --set split.kind=random"),
    say_as<TimeSplitWithoutTimes>("split.kind：time 需要交互的时间，而数据没有时间；请用 "
                                  "--time COLUMN 写明时间列，或用 --set split.kind={instead}"),
    say_as<TimeSplitLacksTimes>("split.kind：time 需要交互的时间，而其中 1 % "
                                "以上缺失；请跳过没有时间的行，或用 --set split.kind={instead}"),
    say_as<TargetTypeUnknown>(
        "split.targets_of：{path} 中没有类型为 {type} 且权重大于 0 的行。现有的类型：{types}"),
    say_as<TargetTypesUntyped>(
        "split.targets_of：{path} 没有事件类型列；请用 --type 写明，或去掉 split.targets_of"),
    say_as<ColdItemsOfBundle>(
        "split.cold_items：为冷启动测试留出物品的模型包不能用之后的数据测试；请不带 "
        "split.cold_items 训练"),
    say_as<TrainingPartEmpty>(
        "split：{rows} 条交互的训练部分是空的；请用更多的数据、另一种划分或另一个比例"),
    say_as<TestPartEmpty>(
        "split：{rows} 条交互的测试部分是空的；请用更多的数据、另一种划分或另一个比例"),
    say_as<VectorColumnMissing>(
        "{option}：{path}：没有一列是数值列表；向量可以是列表（Parquet、JSON "
        "lines），或用分隔符隔开数值的文本（CSV：`0.1|0.2|...`）。请写明向量列：{option} "
        "COLUMN。现有的列：{columns}"),
    say_as<ColumnNotVectors>("{option}：{path}：列 {column} "
                             "是{values}；向量须是数值列表，或用分隔符隔开数值的文本：请换一列"),
    say_as<TextNotVector>("不是以 `{separator}` 隔开的数值；请改正该行"),
    say_as<RowVectorMissing>("每个物品都需要向量；请补上，或去掉该行"),
    say_as<RowVectorLength>("它有 {numbers} 个数，而第一行有 {first} 个；每行须一样多：请改正该行"),
    say_as<RowVectorGap>("{numbers} 个数中的第 {place} 个缺失；每个数都须是有限的：请改正该行"),
    say_as<RowVectorInfinite>(
        "{numbers} 个数中的第 {place} 个是 NaN 或无穷大；每个数都须是有限的：请改正该行"),
    say_as<RowVectorTooLarge>(
        "{numbers} 个数中的第 {place} 个是 {number}，允许的范围是 -{max} 到 {max}；请改正该行"),
};
static_assert(covers(kDataErrors, DataErrors()));

// Errors of weights, indexes and their files.
constexpr Sentence kModelErrors[] = {
    say_as<IsaMissing>(
        "TWOTOWER_ISA 的值是 {isa}，本机支持：{supported}；请选用其中之一，或不设置该变量"),
    say_as<IsaUnknownToDnnl>("TWOTOWER_ISA 的值是 {isa}，而 oneDNN 无法限制到它；请不要设置该变量"),
    say_as<HeadsDoNotDivide>(
        "{path} 的值是 {heads}，不能整除物品 id 向量的 {dim} 维；请改为 {dim} 的约数"),
    say_as<OthersWithAttention>("{path} 的值是 others，而注意力按次序读取历史，无法使用它；请写 "
                                "--set {path}=before"),
    say_as<OthersWithDropout>("{path} 的值是 {dropout}，而 {sequence} 的规则 others 不允许；请写 "
                              "--set {path}=0，或 rule=before"),
    say_as<OthersWithTimeGap>(
        "{path} 的值是 true，而规则 others 不允许：被去掉的物品之后的间隔会透露它何时被选；请写 "
        "--set {path}=false，或 rule=before"),
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
};
static_assert(covers(kModelErrors, ModelErrors()));

// Errors of bundles.
constexpr Sentence kBundleErrors[] = {
    say_as<BundleMissing>("没有 {path}；`twotower train` 会生成模型包：runs/NAME/latest"),
    say_as<BundleIsAFile>("是一个文件，而模型包是文件夹"),
    say_as<BundleWithoutManifest>(
        "没有文件 manifest.json，因此不是模型包（模型包形如 runs/NAME/latest）"),
    say_as<BundleFileMissing>("缺失，但清单中有它；请换用完整的副本"),
    say_as<BundleFileNotAFile>("不是文件"),
    say_as<BundleFileSize>("有 {bytes} 字节，而清单写的是 {expected} 字节；请换用完整的副本"),
    say_as<BundleFileUnnamed>("清单中没有它"),
    say_as<BundleFileChanges>("在读取时被改动"),
    say_as<BundleBlockDamaged>(
        "第 {begin} 到 {end} 字节之间已损坏：校验和不符；请换用另一份副本，或重新训练"),
    say_as<BundleReplaced>("在读取时一再被替换"),
    say_as<ManifestTooLarge>("有 {bytes} 字节，最多允许 {max} 字节"),
    say_as<ManifestUnwritable>(
        "{path} 将有 {bytes} 字节，最多允许 {max} 字节；配置太长，或模型包太大"),
    say_as<ManifestWithoutFormat>("没有 format_version，因此不是模型包的清单"),
    say_as<ManifestFormatWrong>("format_version 的值是 {format}，允许：不小于 1"),
    say_as<ManifestNewer>("{path} 的格式是 {format}，本程序最高能读 {max}；请升级程序"),
    say_as<ManifestOlder>("{path} 的格式是 {format}，本程序只读 {readable}；请用该次训练的 "
                          "config.yaml 重新训练，或使用生成它的程序版本"),
    say_as<ManifestChanged>("校验和或排版不符：生成之后被改动过"),
    say_as<ManifestKeyWrong>("'{key}' 缺失，或形式不被允许"),
    say_as<BundleConfigLacks>("config 中没有 {key}"),
    say_as<BundleRuleOpen>("config.{path} 没有写明 rule"),
    say_as<IndexSizeWrong>("有 {vectors} 个向量，而物品目录有 {items} 个物品"),
    say_as<IndexOfOtherTowers>("向量的长度或相似度与双塔不符"),
    say_as<IdTypesDiffer>("清单写的 id 类型与各文件不符"),
    say_as<ShownColumnMissing>("没有列 '{column}'，而配置要求展示它"),
    say_as<HistoriesWrong>("历史中有无效的偏移、物品或事件类型"),
    say_as<NoSuchItemColumn>("物品没有这一列；{fix}"),
    say_as<NewItemsMissing>("没有要添加的物品；请提供至少一行"),
    say_as<NewItemIdsMissing>("缺少物品 id；请给每个物品一个 id"),
    say_as<NewItemIdIsAList>("物品 id 是列表；请给每个物品一个 id"),
    say_as<NewItemIdEmpty>("第 {row} 个物品 id 为空；请给每个物品一个 id"),
    say_as<NewItemIdNotInteger>(
        "物品 id '{id}' 不是整数，而这个模型包的物品 id 都是整数；请改为整数"),
    say_as<NewItemIdDuplicate>("物品 id {id} 重复；请去掉其中一个"),
    say_as<NewItemColumnWrong>("{column} {problem}；请改正，或留空"),
    say_as<ColumnBecomesList>("在这里是列表，而在模型包中是单个值"),
    say_as<ColumnBecomesSingle>("在这里是单个值，而在模型包中是列表"),
    say_as<ColumnInexact>("既有小数，又有整数 {integer}，后者无法用 64 位浮点数精确表示"),
    say_as<TextAmongIntegers>("在这里是 \"{text}\"，而模型包中这一列是整数"),
    say_as<TextAmongNumbers>("在这里是 \"{text}\"，而模型包中这一列是数"),
};
static_assert(covers(kBundleErrors, BundleErrors()));

// Errors of configs and what prepares data.
constexpr Sentence kConfigErrors[] = {
    say_as<ConfigNotAMap>("{path} 不是配置：配置是由配置项组成的映射。如果它是数据，请每行写一个 "
                          "JSON 对象，并让文件名以 .jsonl 结尾"),
    say_as<ConfigForTable>("{flag} {path} 给的是配置，而这里应为表：CSV、Parquet 或 JSON "
                           "lines。配置应写在最前：twotower train {path}"),
    say_as<FileForColumn>("{flag} 指定的是列名，而 {path} 像是文件；要指定表，请写 {other} {path}"),
    say_as<ConfigTooLarge>("{path} 有 {bytes} 字节，而配置最多 {max} 字节；请检查它是不是配置"),
    say_as<OverrideWithoutValue>("--set：`{text}` 没有值，请写 KEY=VALUE"),
    say_as<YamlSyntax>("不是合法的 YAML（{place}）：{reason}"),
    say_as<YamlTooDeep>("超过 {levels} 层或 {values} 个值"),
    say_as<YamlTextTooLong>("文本超过 {mebibytes} MiB"),
    say_as<ConfigZeroByte>("{place}：含有零字节；配置是 UTF-8 "
                           "文本，其中的文件名和列名也是：请重命名文件，或转换文本的编码"),
    say_as<ConfigNotUtf8>("{place}：含有不是 UTF-8 的字节；配置是 UTF-8 "
                          "文本，其中的文件名和列名也是：请重命名文件，或转换文本的编码"),
    say_as<ConfigPath>("{path}"),
    say_as<ConfigKey>("某个键"),
    say_as<FeatureOnAndOff>("{path} 是特征，但 features.switched_off 也写了它；请去掉其中一处"),
    say_as<NoFeatureToSwitchOff>("{path}：没有这个特征可以关闭；{fix}"),
    say_as<NoFeatureToChange>("{path}：自动选出的特征中没有这个名称；{fix}"),
    say_as<ColumnWithoutTimes>("{option}：列 {column} 中不是时间；请写 {flag}"),
    say_as<SplitNotOfKind>(
        "{key} 不适用于这份数据的划分方式（{kind}）；请同时指明划分方式，例如 --set "
        "split.kind=random"),
    say_as<FeatureElsewhere>("是否想写 {path}？"),
    say_as<VectorMustBeGiven>(
        "{path} 的值是 refuse，只能用于 features.item：请求可能不带这个向量；请改用 zeros 或 mark"),
    say_as<NegativesHaveNone>(
        "negatives 没有任何候选：in_batch 为 false，uniform 为 0，all 为 false；请打开其中一项"),
    say_as<NegativesShownTwice>(
        "negatives.all 已经与每个物品比较，negatives.shown 不再有作用；请去掉其中一项"),
    say_as<ShownColumnDuplicate>("data.items.show 中 `{column}` 重复；请只保留一个"),
    say_as<SimilarityUntrainable>("towers.similarity 的值是 manhattan，softmax "
                                  "损失无法训练它：它不是内积；请改用 dot、cosine 或 euclidean"),
    say_as<HistoryWithoutOrder>(
        "{path} 的值是 before，但数据没有先后：既没有时间，也没有次序列；请写 --set {path}=others"),
    say_as<HistoryWithoutTypes>("{path} 的值是 true，但交互没有类型；请写 --set {path}=false，或用 "
                                "--type COLUMN 指明类型列"),
    say_as<HistoryWithoutTimes>("{path} 的值是 true，但交互没有时间；请写 --set {path}=false，或用 "
                                "--time COLUMN 指明时间列"),
    say_as<HistoryReadsEvent>(
        "{path} 读取 {column}，而它是事件的 id、时间或次序；序列只能按事件类型和其他列选取"),
    say_as<HistoryReadsMoment>(
        "{path} 对时间用了 `within`，其结果时刻都在变；请用 `length` 限定序列的长度"),
    say_as<HistoryWithoutSteps>("{rows} 条交互没有一条满足 {path}，历史将是空的；请检查其中的值"),
    say_as<NothingLater>(
        "--on：{log} 中没有晚于训练数据（至 {until}）的行（{rows} 行未使用）；请写明此后的日志"),
    say_as<NoTestTarget>("没有一个测试行可以作为目标：权重都是 0，或因 split.min_history "
                         "而排除；请检查事件权重和 split.min_history"),
    say_as<AllTestTargetsKnown>("没有剩下任何测试目标：全部 {targets} 个都是用户交互过的物品，因 "
                                "data.repeat=exclude 而排除；用 data.repeat=allow 则计入"),
    say_as<WorldFolderUnwritable>("{path}：无法创建该文件夹：{reason}；请另选一个"),
};
static_assert(covers(kConfigErrors, ConfigErrors()));

// Errors of training and tests.
constexpr Sentence kTrainErrors[] = {
    say_as<NothingToLearn>("没有任何训练行有历史，而 features.user 和 features.context "
                           "也没有别的特征：请加上用户 id 或其他特征，或使用序列更长的数据"),
    say_as<NothingShown>(
        "negatives.shown 要用与训练行一同展示而没有被选的物品，而数据中没有：曝光是类型为 `shown` "
        "之类的行，或点击列中的 0（data.interactions.type），属于同一个 data.interactions.request "
        "或之前半小时之内，其物品有人选过。请指明这些列，或去掉这一项"),
    say_as<TrainingStopped>("停在第 {epoch} 轮，共 {steps} 步；加上 --resume 可从那里继续"),
    say_as<TooFewMinutes>(
        "{minutes} 分钟不够：在这台机器上读取和测试用了 {spent} 秒，最短的训练需要 "
        "{training} 秒；请给出 --minutes {least} 或更多"),
    say_as<StoppedUnsaved>("已按要求停止；训练尚未开始，没有可以继续的内容"),
    say_as<LossNotFinite>(
        "第 {step} 步（第 {epoch} 轮）的损失不是有限的数，{furthest}；多半是学习率太高，或 "
        "towers.temperature 太低。请试 --set train.optimizer.learning_rate={rate} --set "
        "train.table_optimizer.learning_rate={table_rate}"),
    say_as<FurthestInLayers>("各层的权重最大到 {size}"),
    say_as<FurthestInTable>("嵌入表 {table} 的权重最大到 {size}"),
    say_as<CheckpointChanged>("{path} 与写入时不同：校验和不符；请不带 --resume 重新开始"),
    say_as<CheckpointWithoutPlace>("{path} 没有写明训练到了哪里；请不带 --resume 重新开始"),
    say_as<CheckpointOfOther>("{path} 的 {tensor} 中有 {values} 个值，而本次训练有 {expected} "
                              "个：配置或数据不同；请不带 --resume 重新开始"),
    say_as<MetricUnknown>(
        "{path}：未知的指标 `{metric}`；请写 {kinds} 之一，再加 @ 和列表长度，例如 `recall@10`"),
    say_as<MetricLengthWrong>(
        "{path}：`{metric}` 的列表长度为 `{length}`；它应为 1 到 {max} 的整数"),
    say_as<ScoreNotANumber>(
        "物品槽位 {slot} 对查询 {query}（序列 "
        "{sequence}）的得分不是数（NaN）：模型的权重或向量不是有限的数；请降低学习率后重新训练"),
    say_as<ItemKnnTooLarge>("item-kNN：{rows} 行中的 {items} 个物品有超过 {pairs} 对邻居，所允许的 "
                            "{mebibytes} MiB 放不下；请允许使用更多内存，或用更少的行"),
};
static_assert(covers(kTrainErrors, TrainErrors()));

// Errors of the state folder.
constexpr Sentence kStoreErrors[] = {
    say_as<StateFileDamaged>("{path} 已损坏；请换用该文件夹的另一份备份"),
    say_as<StateFolderForeign>(
        "{path} 中有 {found}，却没有文件 "
        "{file}：它不是状态文件夹；请换一个新的或空的文件夹，或换用状态文件夹的备份"),
    say_as<StateFolderMissing>(
        "{path} 不是状态文件夹：其中没有文件 {file}；请指明服务器的状态文件夹"),
    say_as<StateFormatOlder>(
        "{path} 的格式是 "
        "{format}，由旧版本的程序写入；请用本版本的服务器在它上面启动一次，即可升级到格式 "
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
    say_as<WritesLost>("{folder} 只到事件 {last}，而此前已向客户端确认到 "
                       "{acknowledged}：文件被截断，或放回了旧的备份；请换用最新的备份"),
    say_as<DatabaseUnreadable>("{folder}：无法读取{what}；请换用该文件夹的另一份备份"),
    say_as<StoredEntry>("条目 {key}"),
    say_as<StoredEvent>("事件"),
    say_as<StoredEventId>("事件 id"),
    say_as<StoredChange>("变更记录"),
    say_as<StoredItemRecord>("物品"),
    say_as<StoredItemPlace>("物品的位置"),
    say_as<StoredUserFeatures>("用户的特征"),
    say_as<StoredAlias>("用户合并到了谁"),
    say_as<StoredMove>("正在移动谁的记录"),
    say_as<StoredErasure>("哪些用户已删除"),
    say_as<WritesWait>("有 {events} 个事件等待写入；请稍后再试"),
    say_as<UserStillErased>("该用户已删除，文件仍在清除其数据；请稍后再试"),
    say_as<UserMergedAlready>("{user} 已合并到 {into}；请改为合并 {into}"),
    say_as<EntityThere>("If-None-Match：这里已有 {tag}；如要修改，请读取后用 If-Match 写入"),
    say_as<EntityMissing>("If-Match：这里什么也没有；如要新建，请去掉它再写"),
    say_as<EntityChanged>("If-Match 是 {tags}，这里是 {tag}：已有人改动；请重新读取"),
};
static_assert(covers(kStoreErrors, StoreErrors()));

// Errors of requests and generations.
constexpr Sentence kServeErrors[] = {
    say_as<AllowedId>("id（整数，或不含 NUL、至多 {characters} 个字符的文本）"),
    say_as<AllowedEvent>("物品 id，或 {example}"),
    say_as<AllowedMoment>("时间（如 {example}），或 Unix 时间戳"),
    say_as<AllowedColumns>("各列的值，如 {example}"),
    say_as<AllowedFilter>("条件，如 {example}；或 Qdrant 的 filter，如 {qdrant}"),
    say_as<AllowedClause>("允许：{forms}，或再用 {groups} 组合"),
    say_as<AllowedVersion>("版本（整数，不小于 0）"),
    say_as<ListOfNoItems>("k 的值是 0；请至少要一个物品"),
    say_as<DiversityOutOfRange>("diversity 的值是 {diversity}，允许：0（不打散）到 1（最多样）"),
    say_as<DiverseListTooLong>("k 为 {k}；diversity 为 {diversity} 的列表最多 {max} "
                               "个物品：请少要一些，或把 diversity 设为 0"),
    say_as<ShownToNobody>("log_shown 需要 user_id；请给出 user_id"),
    say_as<AnswerTooLate>("无法在 timeout_ms 之内应答；请放宽时间，或稍后再试"),
    say_as<CursorMalformed>("cursor 不是本服务器给出的；取第一页时请不要带它"),
    say_as<CursorOfOtherRequest>(
        "cursor 属于另一个请求：各页之间只有 k、why 和 timeout_ms 可以不同"),
    say_as<CursorOfOtherGeneration>(
        "cursor 所属的那一代模型已不在这里应答；请不要带它，从第一页重新开始"),
    say_as<VectorWithoutModel>("缺少 model：user_vector 必须附上生成它的模型，即应答中的 model"),
    say_as<VectorOfOtherModel>("user_vector 由模型 {given} 生成，这里是 "
                               "{model}：不同的塔给出的向量不能混用；请用这里的模型重新生成"),
    say_as<VectorWrongLength>("user_vector 有 {numbers} 个数，而塔给出 {dim} 个；请给出 {dim} 个"),
    say_as<VectorTooLong>("user_vector 中有元素超出 -{max} 到 {max} 的范围；请改为范围之内的值"),
    say_as<CatalogLacksItem>("物品 {id} 不在目录中（共 {items} 个物品）；请检查 id"),
    say_as<CatalogHasOtherItem>("物品 {id} 不在目录中（共 {items} 个物品）；是否想写 {nearest}？"),
    say_as<RequestMapNeeded>("{field} 必须是从列名到值的映射"),
    say_as<RequestValueNested>(
        "{field} 中还有列表或映射；特征只能是数值、文本，或由它们组成的列表"),
    say_as<RequestTypesMixed>("{field} 混用了文本和数值；请只用其中一种"),
    say_as<RequestListsMixed>("{field} 混用了列表和单个值；请只用其中一种"),
    say_as<RequestTypeIsText>(
        "{field} 是文本，而 {given} 不是训练时见过的值；请按表中的写法给出文本："
        "{example}"),
    say_as<RequestNameUnread>("模型不读取 {field}；它读取 {known}"),
    say_as<RequestNameNearlyRead>("模型不读取 {field}；是否想写 {nearest}？它读取 {known}"),
    say_as<RequestReadsNone>("模型不读取 {field}，也没有任何可读取的；请去掉它"),
    say_as<EventMalformed>("{field} 不是事件；允许：物品 id，或 {example}"),
    say_as<EventWithoutItem>("{field} 需要 item_id：整数或文本"),
    say_as<EventTypeMalformed>("{field} 必须是文本"),
    say_as<EventTimeMalformed>("{field} 不是时间；允许：2026-11-21T08:30:00Z，或 Unix 时间戳"),
    say_as<EventTypeMissing>("缺少 {field}：模型的序列 {sequence} 按类型读取事件；请写 {example}"),
    say_as<EventTypeUnread>("模型不读取 {event}.type：它没有事件类型，序列读取的是 "
                            "{columns}；请写在 {event}.context 之下"),
    say_as<EventTimeOutOfRange>("{field} 的值是 {time}，允许：从公元 1 年到服务器当前时间 {now} "
                                "之后五分钟；数值按 Unix 时间戳理解，单位为秒、毫秒、微秒或纳秒"),
    say_as<BodyFieldMissing>("缺少 {field}；请给出"),
    say_as<BodyListMissing>("缺少 {field}；请求体应为 {body}"),
    say_as<BodyFieldUnknown>("{field} 是未知的键；请求体应为 {body}"),
    say_as<BodyNameWithNul>("{field} 中有名称含 NUL，列名不会含它；请去掉"),
    say_as<BodyPartTooLarge>("{field} 有 {bytes} 字节，最多允许 {max} 字节"),
    say_as<FilterTooLarge>("{field} 有 {parts} 个判断和条件；最多允许 {max} 个"),
    say_as<RulesTooMany>("rules 有 {rules} 条，最多允许 {max} 条"),
    say_as<RuleItemsNull>("items 的值是 null；请给出物品必须满足的条件：{example}"),
    say_as<RuleFieldUnknown>(
        "{field} 不是请求的字段；允许：user_id、user.COLUMN、context.COLUMN、time"),
    say_as<RuleTimeMalformed>("{field} 的 min、max、above 和 below "
                              "须为时间：2026-12-24T18:00:00Z、2026-12-24，或 Unix 时间戳"),
    say_as<ServerKeepsNothing>("这台服务器不保存任何事件；请用 --state FOLDER 重新启动"),
    say_as<ServerKeepsNoGenerations>("这台服务器不保存各代模型；请用 --state FOLDER 重新启动"),
    say_as<ServerStops>("服务器正在停止；请等它重新启动后再试"),
    say_as<ItemsWait>("还有 {items} 个物品等待写入；请稍后再试"),
    say_as<ActivationsWait>("还有 {calls} 个切换和备份在等待；请稍后再试"),
    say_as<GenerationUnknown>("没有 {id} 这一代模型；GET /v1/generations 列出全部各代"),
    say_as<GenerationOfOtherData>(
        "现有的 {items} 个物品它一个也没有：似乎出自另一份数据；如果不是，请调用 POST "
        "/v1/generations/{id}:activate"),
    say_as<ShelfFileUnreadable>("{path} 无法读取：{reason}"),
    say_as<ShelfFull>("模型包的副本和状态文件夹的其他内容需要 {needed} MiB，而 {path} "
                      "所在的磁盘只剩 {available} MiB；请腾出空间"),
    say_as<BundleChanges>("{path} 在读取时被改动；请等它写完后再试"),
    say_as<GoldenNotList>("{path} 不是列表；应为 {example}"),
    say_as<GoldenRefused>("{users} 个黄金用户中有 {refused} 个，其应答与应有物品的重合低于 "
                          "{overlap}：{answers}；请重新训练，或修改文件中的要求"),
    say_as<GoldenUnanswered>("{user}（{problem}）"),
    say_as<GoldenMissed>("{user}（{overlap}）"),
};
static_assert(covers(kServeErrors, ServeErrors()));

// Errors of HTTP.
constexpr Sentence kHttpErrors[] = {
    say_as<HttpMalformed>("不是 HTTP/1.1 请求：{problem}"),
    say_as<HttpUnparsed>("不是 HTTP/1.1 请求：{reason}"),
    say_as<HttpLineEnd>("每行必须以 CR LF 结尾"),
    say_as<HttpControlInHeader>("请求头中有控制字符"),
    say_as<HttpFoldedLine>("请求头中有折行"),
    say_as<HttpVersionWrong>("version 不是 1.0 或 1.1"),
    say_as<HttpTargetRelative>("target 不以 / 开头"),
    say_as<HttpTargetControl>("target 中有控制字符"),
    say_as<HttpTargetNul>("target 中有 NUL"),
    say_as<HttpFieldDuplicate>("{field} 重复；只能出现一次"),
    say_as<HttpEncodingTooNew>("HTTP/1.0 不允许 Transfer-Encoding；请写 Content-Length"),
    say_as<HttpEncodingAndLength>("Transfer-Encoding 与 Content-Length 同时出现；请只写其中一个"),
    say_as<HttpEncodingUnknown>("Transfer-Encoding 必须正好是 \"chunked\""),
    say_as<HttpLengthMalformed>("Content-Length 必须是数字"),
    say_as<HttpHostMissing>("缺少 Host；请求头必须有 Host"),
    say_as<HttpQueryMalformed>("查询部分不是百分号编码：请写成 {example}"),
    say_as<HttpQueryDuplicate>("{key} 重复；请只在查询部分或请求体中写一次"),
    say_as<HttpPathIdMalformed>("路径中的 id 不是百分号编码的文本：/ 请写作 %2F"),
    say_as<HttpTooLarge>("请求超过上限：{part}"),
    say_as<HttpBodyPart>("请求体（limits.body_bytes）"),
    say_as<HttpHeaderPart>("请求头（limits.header_bytes）"),
    say_as<HttpHeaderLinesPart>("请求头的行数（limits.header_lines）"),
    say_as<HttpChunksPart>("请求体的分块（limits.header_bytes、limits.body_bytes）"),
    say_as<HttpChunkLinesPart>("分块的行（limits.header_bytes）"),
    say_as<HttpTrailersPart>("请求体之后的字段（limits.header_lines）"),
    say_as<HttpHostUnknown>("Host {host} 不是本服务器的主机名；允许：{known}"),
    say_as<HttpOriginOther>("Origin {origin} 是别的网站；只接受来自本服务器地址的页面"),
    say_as<HttpTypeMissing>("缺少 Content-Type；请求体必须是 application/json"),
    say_as<HttpTypeWrong>("Content-Type 的值是 {type}；请求体必须是 application/json"),
    say_as<HttpKeyMissing>("需要密钥，且只写一次：Authorization: Bearer KEY 或 api-key: KEY"),
    say_as<HttpKeyInvalid>("密钥无效；请用服务器配置的 keys 中的密钥"),
    say_as<HttpKeyTooWeak>("这个密钥权限不足；请用 {option} 中的密钥"),
    say_as<HttpPathUnknown>("没有这个路径：{path}；全部路径见 /openapi.json"),
    say_as<HttpMethodWrong>("{path} 只接受 {methods}"),
    say_as<HttpBodyNotArray>("请求体必须是 JSON 数组"),
    say_as<HttpBodyNotObject>("请求体必须是 JSON 对象"),
    say_as<HttpBodyKeysMore>("{field} 之外还有别的键；请求体应为 {body}"),
    say_as<HttpListTooLong>("k 的值是 {k}，最多允许 {max}（limits.k）"),
    say_as<HttpFilterTooLarge>(
        "filter 有 {parts} 个判断和条件，最多允许 {max} 个（limits.filter_nodes）"),
    say_as<HttpBatchTooLarge>("{field} 有 {elements} 个元素，最多允许 {max} 个（limits.batch）"),
    say_as<HttpBatchItemsTooMany>(
        "requests 一共要 {items} 个物品，最多允许 {max} 个（limits.batch_items）"),
    say_as<HttpCallTooLarge>(
        "{field} 有 {elements} 个，每次调用最多允许 {max} 个（limits.{field}）"),
    say_as<HttpItemUnknown>("没有物品 {id}"),
    say_as<HttpUserUnknown>("没有用户 {id}"),
    say_as<HttpRequestLate>("请求没有在限定时间内到齐；请检查网络，或减小请求"),
    say_as<HttpRequestsWait>("等待的请求太多；请稍后再试"),
    say_as<HttpDiskCallsWait>("还有 {calls} 个调用在等待磁盘；请稍后再试"),
    say_as<ListenMalformed>(
        "listen 的值是 {listen}；请写 127.0.0.1:8080（端口 0 由系统选择），或 unix:PATH"),
    say_as<ListenAddressMalformed>(
        "{address} 不是数字形式的地址；请写成 127.0.0.1 或 [::1] 这样的形式"),
    say_as<ListenPathTooLong>("{listen} 的路径有 {length} 个字符，最多允许 {max} 个"),
    say_as<ListenWithoutKeys>(
        "listen 的值是 {listen}，其他机器可以访问，却没有密钥；请在服务器的配置中给出 "
        "`keys`，或在代理之后监听 127.0.0.1，或加上 --insecure"),
    say_as<ListenPathTaken>("另一台服务器正在监听 {listen}；请换一个路径"),
    say_as<ListenPortFailed>("无法监听 {listen}：{reason}；请换一个端口，或用 0 由系统选择"),
    say_as<ListenPathFailed>("无法监听 {listen}：{reason}；请换一个路径"),
    say_as<ServerSilent>("服务器没有应答：{reason}"),
    say_as<ServerThreadsFailed>("无法启动 {threads} 个线程：{reason}；请减少线程"),
    say_as<WatchWithoutFolder>(
        "generations.watch 会保存它找到的模型包，却没有存放的文件夹；请用 --state FOLDER 指定"),
    say_as<KeysTooMany>("{option} 有 {keys} 个密钥，最多允许 {max} 个：正在用的和下一个"),
    say_as<KeyTooShort>("{option} 中有一个密钥只有 {length} 个字符；至少要 {min} "
                        "个，由字母、数字和符号组成：openssl rand -hex 32 可以生成"),
    say_as<KeyInvisible>("{option} 中有一个密钥含空格或非 ASCII "
                         "字符；请只用字母、数字和符号：openssl rand -hex 32 可以生成"),
    say_as<KeyDuplicate>("{option} 中有重复的密钥；每个密钥只写一次"),
    say_as<MemoryAboveLimit>("服务器大约要常驻 {needed} MiB 内存，而 limits.memory_bytes 只允许 "
                             "{allowed} MiB；请减少线程，或换小一些的模型包、大一些的机器"),
    say_as<MemoryAboveMachine>("服务器大约要常驻 {needed} MiB 内存，而机器只有 {there} "
                               "MiB；请减少线程，或换小一些的模型包、大一些的机器"),
};
static_assert(covers(kHttpErrors, HttpErrors()));

// Errors of what commands and programs ask for.
constexpr Sentence kRunErrors[] = {
    say_as<FolderFlagEmpty>("{flag} 为空；请写明文件夹"),
    say_as<ItemsFolderTaken>("--out {path} 已经存在；请写一个尚不存在的文件夹"),
    say_as<VectorsFolderTaken>(
        "--to {path} 已经存在，且不是模型包；请写一个尚不存在的文件夹，或要替换的模型包"),
    say_as<LogFolderTaken>("{path} 中有日志以外的文件，例如 {other_file}；请换一个文件夹"),
    say_as<LogFolderUnusable>("{path} 不是可读取的文件夹：{reason}；请换一个"),
    say_as<StateCopyTaken>("{path} 已经存在；请写一个尚不存在的文件夹，或先把它移走"),
    say_as<StateCopyWithin>("{path} 位于要复制的 {folder} 之内；请写一个别处的文件夹"),
    say_as<StateCopyRaced>("{path} 在此期间出现过又消失了；请重试"),
    say_as<RunNameUnusable>("name 的值是“{name}”；它是存放训练结果的文件夹的名称：不能为空，不能含 "
                            "/ 和 \\，也不能以点开头。存放在何处，由 --runs FOLDER 指定"),
    say_as<RunFolderUnmade>(
        "无法创建 {path}：{reason}；请在可以写入的地方运行，或用 --runs FOLDER 另选一处"),
    say_as<NoRunToResume>("{path} 中没有已经开始的训练，无从继续；请去掉 --resume 重新开始"),
    say_as<RunIsFinished>("--resume：{path} 已经完成，没有可继续的；请不带 --resume 重新训练"),
    say_as<ResumedWithOtherConfig>(
        "--resume：{path} 开始时的配置不同：{changes}。请去掉这些改动后继续，或不带 "
        "--resume 重新训练"),
    say_as<RunRanksDoNotFit>("其中用户、目标和排名的列表互不相符；请重新训练"),
    say_as<RunsOfOtherTests>(
        "{first} 与 {second} "
        "测试所用的用户或物品不同，指标无法比较；请用相同的数据和划分训练两者，或"
        "用之后的数据比较：--on NEW_LOG"),
    say_as<LaterTestsDiffer>(
        "{first} 与 {second} "
        "在之后的数据中的目标物品不同，指标无法比较；两者读法不同之处：{keys}。请用 --set "
        "使两者一致，例如 --set data.repeat=allow"),
    say_as<BundleAsData>("{path} 不是数据，而是 `twotower train` 生成的模型包：测试用 `twotower "
                         "evaluate {argument}`，查询用 `twotower recommend {argument} --user ID`"),
    say_as<RunAsData>("{path} 不是数据，而是 `twotower train` 生成的训练结果：测试用 `twotower "
                      "evaluate {argument}`，查询用 `twotower recommend {argument} --user ID`"),
    say_as<DataAsBundle>(
        "{path} 既不是模型包也不是训练结果，而是数据；请先用它训练，再指定训练写出的"
        "结果：twotower train {argument}"),
    say_as<ConfigAsBundle>(
        "{path} 既不是模型包也不是训练结果，而是配置；请先用它训练，再指定训练写出的"
        "结果：twotower train {argument}"),
    say_as<UnfinishedRunAsData>(
        "{path} 不是数据，而是尚未结束的训练，还不能查询；要重新训练，请写明它的配置：twotower "
        "train {config}（若它是最新的一次，加上 --resume 可继续）"),
    say_as<FileOfRunAsData>(
        "{path} 不是数据，而是 `twotower train` 写出的训练结果中的一个文件：测试用 `twotower "
        "evaluate {run}`，查询用 `twotower recommend {run} --user ID`"),
    say_as<FileOfRunAsBundle>(
        "{path} 是 `twotower train` 写出的训练结果中的一个文件；请写训练结果的文件夹：{run}"),
    say_as<UnfinishedRun>("{path}：训练没有完成，还没有模型；请重新训练：twotower train "
                          "{config}（若它是最新的一次，加上 --resume 可继续）"),
    say_as<RunAsLog>(
        "--on：{path} 是训练结果或其中的文件，而不是训练之后的日志；要看训练结果的好坏：{command}"),
    say_as<TrainRunAgain>("{problem}；要重新训练，请写明它的配置：twotower train {config}"),
    say_as<DataWithoutHistory>("--without-history：{path} "
                               "不是模型包，而只有模型才能不用历史来测试；请写某次训练的模型包，例"
                               "如 runs/NAME/001/bundle"),
    say_as<BundleFittedOnTest>("{path} 用全部数据行训练（train.fit: "
                               "all），其中包括测试行，再用它们测试只能量出它记住了多少；此前的"
                               "指标见该次训练的报告。请用之后的数据测试：--on NEW_LOG"),
    say_as<BundleOfOtherRows>("{path} 用 {trained_on} 行训练，而 {data} 中同一时间和划分的数据现有 "
                              "{found} 行，或者内容不同；请用 "
                              "--set data.interactions.path=FILES 写明训练所用的文件"),
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
};
static_assert(covers(kRunErrors, RunErrors()));

// Errors of the command line.
constexpr Sentence kCliErrors[] = {
    say_as<UnknownCommand>("{call} 没有命令“{word}”（全部命令：{commands}）"),
    say_as<UnknownFlag>("{call} 没有选项“{flag}”（全部选项见 {call} --help）"),
    say_as<NoDevice>("{problem}；计算在 CPU 上进行：请去掉 {flag}"),
    say_as<UsageNear>("{problem}；是否想写 {nearest}？"),
    say_as<WrongUsage>("{call}：{problem}；写法见 {call} --help"),
    say_as<CommandRequired>("须写明命令：{commands}"),
    say_as<FlagRequired>("必须给出 {flag}"),
    say_as<OneFlagRequired>("必须给出其中之一：{flags}"),
    say_as<FlagNeedsOneOf>("{flag} 须与其中之一一起使用：{others}"),
    say_as<FlagNeedsOther>("{flag} 须与 {other} 一起使用"),
    say_as<FlagExcludesOther>("{flag} 与 {other} 不能同时使用；请去掉其中一个"),
    say_as<FlagWithoutValue>("{flag} 缺少值"),
    say_as<FlagTakesNoValue>("{flag} 的值是 {value}，但它不带值"),
    say_as<FlagHasTooFewValues>("{flag} 有 {given} 个值，至少需要 {min} 个"),
    say_as<FlagHasTooManyValues>("{flag} 有 {given} 个值，最多允许 {max} 个"),
    say_as<FlagOutOfRange>("{flag} 的值是 {value}，允许：{min} 到 {max}"),
    say_as<FlagValueUnknown>("{flag} 的值是 {value}，允许：{allowed}"),
    say_as<FlagNotWhole>("{flag} 的值是 {value}，允许：不超过 18 位的整数"),
    say_as<CountUnread>("{flag} 的值是 {value}，不是数；请写如 {flag} {example}（一百万可写成 "
                        "1M、1_000_000、1,000,000 或 100万）"),
    say_as<CommaBetweenDigits>(
        "{flag} 的值是 {value}，而逗号只能每三位数字一个；若是此意，请写 {flag} {meant}"),
    say_as<SizeOfNothing>(
        "请写明是什么的规模：twotower size FILE（交互数据文件或配置）；没有数据时则写 twotower "
        "size --users 1M --items 100k"),
    say_as<SizeLacks>(
        "缺少 {flag}；请写明数量，如 {flag} {example}，或给出交互数据文件：twotower size FILE"),
    say_as<FlagNotNumber>("{flag} 的值是 {value}，允许：数值"),
    say_as<UnexpectedArguments>("多余的参数：{arguments}"),
    say_as<OtherWrongUsage>("{reason}"),
    say_as<TooFewItemsAsked>("-k 的值是 {k}；请至少要一个物品"),
    say_as<IdsNotApart>("没有名为“{id}”的物品；多个 id 之间用逗号隔开：{flag} {example}"),
    say_as<IdsInFile>(
        "没有名为“{path}”的物品，但有同名文件；要从中读取 id（每行一个），请写 {flag} "
        "@{path}"),
    say_as<LabelNear>("{flag}：没有名为“{label}”的物品；是否想写 {near}？"),
    say_as<LabelOfSeveral>("{flag}：名为“{label}”的物品有 {items} 个；请给出其中一个的 id：{ids}"),
    say_as<ListWithoutIds>(
        "{flag} 不是 id 列表；请用逗号隔开各个 id，或写成由文本和整数组成的 JSON "
        "列表：[\"a, b\", 7]"),
    say_as<NoColumnButItemId>("{problem}；物品的 id 在这里叫 {item_id}"),
    say_as<NothingToServe>("serve 需要模型包或训练结果：twotower serve runs/NAME/latest"),
    say_as<ServerKeysGone>("文件中的 keys 已被删去；要不用密钥提供服务，请重新启动"),
    say_as<ServerKeysNew>("服务器启动时没有 keys；要用密钥提供服务，请重新启动"),
    say_as<StandardOutputUnwritable>("无法写入标准输出：{reason}"),
};
static_assert(covers(kCliErrors, CliErrors()));

// How long it takes.
constexpr Sentence kProgressMessages[] = {
    say_as<ProgressLeft>("剩 {time}"),
    say_as<ProgressSeconds>("{seconds} 秒"),
    say_as<ProgressMinutes>("{minutes} 分钟"),
    say_as<ProgressHours>("{hours} 小时"),
};
static_assert(covers(kProgressMessages, ProgressMessages()));

// The demo.
constexpr Sentence kDemoMessages[] = {
    say_as<DemoOpening>("一家披萨店，两座塔。{customers} 位顾客、{pizzas} 款披萨、{days} 天里的 "
                        "{orders} 份订单，都由程序生成：每个人的口味我们都知道，模型不知道。"),
    say_as<DemoCustomerLabel>("一位顾客"),
    say_as<DemoCustomer>("{name}，{age} 岁，{district}，{phone}：{ordered}"),
    say_as<DemoTimesOrdered>("{pizza} {times} 次"),
    say_as<DemoName>("{family}{given}"),
    say_as<DemoPizzaLabel>("一款披萨"),
    say_as<DemoPizza>("{name}：{category}，{price} 元，标签：{tags}"),
    say_as<DemoCategory>("{first}/{second}/{third}"),
    say_as<DemoUserTowerLabel>("用户塔"),
    say_as<DemoItemTowerLabel>("物品塔"),
    say_as<DemoInput>("{feature} {width}"),
    say_as<DemoHistory>("历史（最近 {length} 项）{encoder} {width}"),
    say_as<DemoTowersMeet>("两座塔一起训练，互不看对方输入，只在这里相遇：得分 = 用户 · 披萨。所以 "
                           "{pizzas} 款披萨的向量只算一次，在有人来问之前就已算好。"),
    say_as<DemoTrainingLabel>("训练"),
    say_as<DemoTraining>("{epochs} 轮，{seconds} 秒；随机猜的损失为 {guessing}，现在为 {loss}"),
    say_as<DemoNextOrderLabel>("下一单"),
    say_as<DemoNextOrder>("前 10 命中率：随机猜 {guessing}，最多人点 {most_ordered}，item-kNN "
                          "{item_knn}，双塔 {two_towers}，知道所有口味 {optimum}"),
    say_as<DemoWay>("从“最多人点”到“知道所有口味”，双塔弥补了这段差距的 "
                    "{way}：按真实概率计算，{customers} 位顾客的平均"),
    say_as<DemoListed>("{place} {pizza} {match}{why}"),
    say_as<DemoOrderedBefore>("（点过 {times} 次）"),
    say_as<DemoLike>("（没点过，与点过的{nearest}相近）"),
    say_as<DemoLikeByTags>("（没点过，与点过的{nearest}相近：{tags}）"),
    say_as<DemoNewcomerLabel>("新顾客"),
    say_as<DemoNewcomer>("还没有订单，{age} 岁，{district}，{phone}：{list}"),
    say_as<DemoMostOrdered>("“最多人点”对谁都推荐：{list}"),
    say_as<DemoNewcomers>(
        "{customers} 位新顾客：最多人点 {most_ordered}，双塔 "
        "{two_towers}，只凭年龄、城区和手机最高 {optimum}：弥补了这段差距的 {way}"),
    say_as<DemoNicheLovers>("{customers} 位榴莲爱好者：最多人点 {most_ordered}，双塔 "
                            "{two_towers}，最高 {optimum}：弥补了这段差距的 {way}"),
    say_as<DemoNewOrderLabel>("一份新订单"),
    say_as<DemoNewOrder>("这位新顾客点了{ordered}：只需重算用户塔，{milliseconds} "
                         "毫秒，不用重新训练。{watched}的排名由第 {before} 名变为第 {after} 名"),
    say_as<DemoNewPizzaLabel>("一款新披萨"),
    say_as<DemoNewPizza>(
        "{pizza}上架：物品塔算一次，{milliseconds} 毫秒，{lovers} 位榴莲爱好者中已有 {found} "
        "位的前 10 里有它，其他 {others} 位顾客中有 {others_found} 位"),
    say_as<DemoDiversityLabel>("避免信息茧房"),
    say_as<DemoDiversity>("推荐给{name}的 10 款：{before}。多样性设为 {diversity} 时：{after}"),
    say_as<DemoKind>("{kind} {count} 款"),
    say_as<DemoDiversityCost>(
        "全体顾客：平均每个列表由 {kinds_before} 类变为 {kinds_after} 类，前 10 命中率{chance}"),
    say_as<DemoChanceFalls>("由 {before} 降到 {after}"),
    say_as<DemoChanceRises>("由 {before} 升到 {after}"),
    say_as<DemoServerLabel>("服务器"),
    say_as<DemoServed>(
        "POST {path} {body}：{list}；经 HTTP {milliseconds} 毫秒，{requests} 次的中位数"),
    say_as<DemoEventLabel>("一个事件"),
    say_as<DemoEvent>("POST {path} {body}：{milliseconds} "
                      "毫秒后已写入磁盘，这位访客的列表由“{before}”变为“{after}”"),
    say_as<DemoItemLabel>("一个物品"),
    say_as<DemoItem>(
        "PUT {path} {body}：{milliseconds} 毫秒后已写入磁盘并完成编码，在这位访客的列表中排第 "
        "{place} 名；DELETE：{after}"),
    say_as<DemoItemGone>("下一个列表里就没有了"),
    say_as<DemoItemStays>("仍排第 {place} 名"),
    say_as<DemoClosing>("一句话：两座塔互不看对方输入，最后才比较，所以一百万款披萨也只需算一次小网"
                        "络、做一次检索。"),
    say_as<DemoPointers>("更多：twotower demo why --lang zh，twotower demo sparse --lang zh   "
                         "报告：{run}/report.html   推荐：twotower recommend {run} --user {user} "
                         "--diversity 0.3 --lang zh   服务：twotower serve {run} --lang zh   "
                         "用你的数据：twotower train interactions.parquet --lang zh"),
    say_as<DemoWhyOpening>(
        "为什么要两座塔？一个网络同时读顾客和披萨，能看出两者是否相配，但每一对都要算一遍。"),
    say_as<DemoTwoTowersLabel>("两座塔"),
    say_as<DemoTwoTowersTrained>("一起训练，互不看对方输入：{seconds} 秒"),
    say_as<DemoOneTowerLabel>("单塔"),
    say_as<DemoOneTowerTrained>(
        "同时读顾客、历史和披萨的 {inputs} 个数 -> {hidden} -> 1，用同样的订单训练：{seconds} 秒"),
    say_as<DemoOneOrTwo>("前 10 命中率：最多人点 {most_ordered}，双塔 {two_towers}，单塔 "
                         "{one_tower}，知道所有口味 {optimum}；{customers} 位顾客的平均"),
    say_as<DemoFewLabel>("{pizzas} 款披萨"),
    say_as<DemoFew>("给一位顾客出列表，单线程：双塔 {two} 毫秒（算一次，检索一次），单塔 {one} "
                    "毫秒（算 {pizzas} 次）"),
    say_as<DemoManyLabel>("{many} 款"),
    say_as<DemoManyByTwo>("双塔 {two} 毫秒：算一次，在 {many} 个随机向量中检索一次，实测"),
    say_as<DemoManyByOne>(
        "单塔 {one} 毫秒：算 {many} 次，每次 {pair} 微秒，由实测的 {measured} 次推算"),
    say_as<DemoBothLabel>("两者合用"),
    say_as<DemoBoth>("双塔从 {many} 款中选出 {candidates} 款，再由单塔排序：{two} + {one} 毫秒"),
    say_as<DemoWhyClosing>("一句话：单塔命中率{chance}，{many} 款披萨要花 {times} "
                           "倍的时间，所以先由双塔选出值得它看的那些。"),
    say_as<DemoHigher>("高 {by}"),
    say_as<DemoLower>("低 {by}"),
    say_as<DemoSparseOpening>("稀疏的口味。披萨店开业的头几周：{orders} 份订单，其中 {niche} "
                              "份是榴莲口味；测试中的 {customers} 位顾客里，{lovers} 位爱吃榴莲。"),
    say_as<DemoSparseData>("下一单的前 10 命中率：榴莲爱好者｜全体顾客；前 10 "
                           "里有新榴莲披萨的人数：榴莲爱好者，其他顾客"),
    say_as<DemoIdsOnly>("只有编号"),
    say_as<DemoWithTags>("+ 标签"),
    say_as<DemoWithHierarchy>("+ 类别层级"),
    say_as<DemoWithIdDropout>("+ 训练时随机隐藏编号"),
    say_as<DemoSparseLine>(
        "{niche}｜{all}；{lovers} 位爱好者中 {found} 位，{others} 位其他顾客中 {others_found} 位"),
    say_as<DemoSparseBoundsLabel>("对照"),
    say_as<DemoSparseBounds>("最多人点 {most_niche}｜{most_all}，item-kNN "
                             "{knn_niche}｜{knn_all}，知道所有口味 {best_niche}｜{best_all}"),
    say_as<DemoSparseClosing>(
        "一句话：知道披萨是什么样的，{lovers} 位榴莲爱好者中就多 {found} "
        "位看到一款还没人点过的披萨；对有人点过的披萨，他们的命中率{niche}，全体顾客的{all}。"),
};
static_assert(covers(kDemoMessages, DemoMessages()));

// Help.
constexpr Sentence kHelpMessages[] = {
    say_as<HelpTableHead>("| 配置项 | 默认值 | 允许的值 | 含义 |"),
    say_as<HelpOption>("{path}：{allowed}；默认 {default}\n    {help}"),
    say_as<HelpAutomatic>("自动"),
    say_as<AllowedCondition>("条件，如 {example}"),
    say_as<AllowedCollapse>("auto、none 或{duration}"),
    say_as<AllowedDislikes>("auto、none 或{condition}"),
    say_as<AllowedTypes>("事件类型或其列表：order，或 [order, subscribe]"),
    say_as<AllowedPeriod>("数值，{share}，或 {example}"),
    say_as<PeriodEndsEarly>("不晚于 `from`；请改为更晚的时间"),
    say_as<PeriodWithoutStart>("缺少 `from`；允许：{form}"),
    say_as<HelpProgram>("双塔推荐引擎。计算内核使用 {kernels} 指令集，矩阵乘法使用 {products}。"),
    say_as<HelpUsage>("用法：{call}"),
    say_as<HelpAnyOptions>("[选项]"),
    say_as<HelpAnyCommand>("命令"),
    say_as<HelpArguments>("参数："),
    say_as<HelpOptions>("选项："),
    say_as<HelpOptionsOneNeeded>("选项，至少给出其中一项："),
    say_as<HelpCommands>("命令："),
    say_as<HelpValueText>("文本"),
    say_as<HelpValueInteger>("整数"),
    say_as<HelpValueNumber>("数值"),
    say_as<HelpValueSeveral>("{min} 个或更多"),
    say_as<HelpValueDefault>("默认 {value}"),
    say_as<HelpRequired>("必填"),
    say_as<HelpNeeds>("须同时给出 {flags}"),
    say_as<HelpExcludes>("不能与 {flags} 同用"),
};
static_assert(covers(kHelpMessages, HelpMessages()));

// Runs.
constexpr Sentence kRunWords[] = {
    say_as<LabelChecked>("检查"),
    say_as<LabelNext>("下一步"),
    say_as<LabelColumns>("列"),
    say_as<LabelRead>("读取"),
    say_as<LabelWeights>("权重"),
    say_as<LabelFound>("发现"),
    say_as<LabelRepeats>("重复"),
    say_as<LabelSplit>("划分"),
    say_as<LabelChosen>("选择"),
    say_as<LabelRefit>("重训"),
    say_as<LabelResumed>("续训"),
    say_as<LabelAllRows>("全部行"),
    say_as<LabelModel>("模型"),
    say_as<LabelCost>("开销"),
    say_as<LabelTest>("测试"),
    say_as<LabelVerdict>("结论"),
    say_as<LabelBundle>("模型包"),
    say_as<LabelGeneration>("代号"),
    say_as<LabelCatalog>("目录"),
    say_as<LabelUserTower>("用户塔"),
    say_as<LabelItemTower>("物品塔"),
    say_as<LabelCompared>("相似度"),
    say_as<LabelTable>("嵌入表"),
    say_as<LabelPart>("文件"),
    say_as<LabelTested>("测试"),
    say_as<DataRead>(
        "{interactions} 条交互，{users} 个用户，{sequences} 个序列，{items} 个物品{files}{period}"),
    say_as<ReadInFiles>("，来自 {files} 个文件"),
    say_as<ReadPeriod>("，{first} 至 {last}"),
    say_as<ReadSeconds>("{seconds} 秒"),
    say_as<ColumnsRead>("{columns}（顺序：{order}）"),
    say_as<OrderByTime>("按时间"),
    say_as<OrderByColumn>("按次序列"),
    say_as<OrderIsNone>("无"),
    say_as<EncodingFound>("{path}：按 {encoding} 编码读取（{option}.encoding）"),
    say_as<EncodingDoubted>("{path}：按指定的 {encoding} 读取，但其字节更像 "
                            "{rather}，那样文本就成了乱码：--set {setting}"),
    say_as<NoHeaderFound>(
        "{path}：没有表头行，列名为 column_1 至 column_{columns}（{option}.header）"),
    say_as<RowsNotKept>("按 keep 和 last 略去 {rows} 行"),
    say_as<ImpressionRows>("{rows} 行是曝光，不算交互"),
    say_as<DislikeRows>("{rows} 行表示不喜欢，不算交互"),
    say_as<BadRowsSkipped>("{rows} 行无法使用，已跳过（data.*.on_bad_row）"),
    say_as<HeaderRowsSkipped>("{rows} 行重复了表头，已跳过"),
    say_as<QuotesLiteral>("{rows} 行有未闭合的引号，按普通字符读取；首见于 {path} 第 {line} 行"),
    say_as<QuotesEscaped>("{rows} 行的引号用反斜杠转义（\\\"），按引号读取"),
    say_as<IdsTrimmed>("{ids} 个 id 前后有空白，已去掉，例如“{first}”"),
    say_as<RowsCollapsed>(
        "{rows} 行与同一用户、同一物品在 {within} 内的另一行算作一个事件，取最强的类型"),
    say_as<LogRowsRead>("{rows} 行是日志中的事件（data.interactions.log）"),
    say_as<LogEventsUntyped>("日志中有 {events} 个事件没有类型"),
    say_as<LogValuesUnfit>("日志中有 {values} 个值与所在列的类型不符，按缺失处理"),
    say_as<TimesMissing>("{rows} 行缺少时间"),
    say_as<OrdersMissing>("{rows} 行缺少次序"),
    say_as<ValuesNotNumbers>("{values} 个值不是数字，按缺失处理"),
    say_as<ListsAscend>("列表按物品 id 递增，不代表先后次序"),
    say_as<RepeatShareIs>("验证行中有 {rows} 再次选择交互过的物品：{rule}"),
    say_as<RepeatShareLater>("测试行中有 {rows} 再次选择交互过的物品：{rule}"),
    say_as<KnownItemsStay>("列表中保留交互过的物品"),
    say_as<KnownItemsLeftOut>("不再推荐交互过的物品"),
    say_as<SplitParts>(
        "{kind}：训练 {train} | 验证 {validation} | 测试 {test}{cold}{unused}{targets}"),
    say_as<PartOfRows>("{rows}"),
    say_as<PartUntil>("{rows}（至 {date}）"),
    say_as<SplitLater>(
        "测试 {log}{after} 的 {test} 行 | 训练所用 {trained} 行{not_later}{targets}"),
    say_as<SplitLaterAfter>(" 中 {time} 之后"),
    say_as<SplitNotLater>(" | {rows} 行不晚于训练数据，未使用"),
    say_as<SplitTargetTypes>(" | 目标只含 {types}"),
    say_as<SplitColdItems>(" | 冷启动物品 {rows}"),
    say_as<SplitUnused>(" | 未使用 {rows}"),
    say_as<SplitIsLater>(
        "split.leaks：{rows} 的训练行晚于某个测试行，指标不代表上线效果；要看上线效果，请用 "
        "split.kind=time"),
    say_as<DecisionMade>("{key}{note}：{choice}"),
    say_as<NoteUser>("（用户列）"),
    say_as<NoteItem>("（物品列）"),
    say_as<NoteTime>("（时间列）"),
    say_as<NoteOrder>("（次序列）"),
    say_as<NoteTypeColumn>("（事件类型列）"),
    say_as<NoteCollapse>("（合并同一次访问的事件）"),
    say_as<NoteTypeWeights>("（事件权重）"),
    say_as<NoteSession>("（会话列）"),
    say_as<NoteRepeat>("（重复）"),
    say_as<NoteFeatures>("（特征）"),
    say_as<NoteItemFeatures>("（物品特征）"),
    say_as<NoteUserFeatures>("（用户特征）"),
    say_as<NoteContextFeatures>("（上下文特征）"),
    say_as<NoteNegatives>("（负样本）"),
    say_as<NoteSplit>("（划分）"),
    say_as<NoteEpochs>("（轮数）"),
    say_as<NoteBatchSize>("（批大小）"),
    say_as<TowerDrawn>("{inputs}{widths}"),
    say_as<TowerInputs>("{first} + {next}"),
    say_as<TowerInput>("{feature} {kind} {width}"),
    say_as<TowerFeature>("{feature}"),
    say_as<TowerContext>("上下文 {feature}"),
    say_as<TowerHistory>("{feature}（最近 {newest} 项）"),
    say_as<ResumedWith>("{key} 从现在起为 {now}，此前为 {began}"),
    say_as<ResumedWithout>("{key} 保持训练开始时的 {began}；文件现在写的是 {now}"),
    say_as<AllRowsEpochs>("用包括测试行在内的全部数据行训练 {epochs} 轮：用于上线的权重"),
    say_as<RefitEpochs>("用训练行和验证行重新训练 {epochs} 轮"),
    say_as<RepeatsFitted>(
        "分数加上 {weight} log(1 + 用户选过该物品的次数)，{ageing}：验证集 {metric} "
        "为 {with}，不加时为 {without}"),
    say_as<RepeatsOff>(
        "分数不因用户选过物品的次数而增加：验证集 {metric} 加上时为 {with}，不加时为 "
        "{without}，差别不超出偶然"),
    say_as<RepeatsGiven>("分数加上 {weight} log(1 + 用户选过该物品的次数)，{ageing}"),
    say_as<RowsAge>("每过 {rows} 行，一行的计数减半"),
    say_as<RowsDoNotAge>("新旧各行计数相同"),
    say_as<ModelTowers>("用户 {user} | 物品 {item}"),
    say_as<TrainingCost>("占用内存 {peak}，其中训练 {memory}，权重 {weights}{time}"),
    say_as<StageReading>("正在读取 {path}"),
    say_as<StageBaselines>("正在测试基线：各 {rankings} 次排序"),
    say_as<StageTest>("正在测试模型：{rankings} 次排序"),
    say_as<StageSaving>("正在写入 {path}"),
    say_as<TrainingTime>("；全程最长 {duration}（{threads} 个线程）"),
    say_as<WholeSeconds>("{seconds} 秒"),
    say_as<WholeMinutes>("{minutes} 分钟"),
    say_as<TrialOf>("试训：{what}"),
    say_as<TrialIds>("id dropout 取 {dropped}"),
    say_as<EpochNumber>("第 {epoch} 轮"),
    say_as<EpochLoss>("损失 {loss}"),
    say_as<EpochValidation>("验证 {value}{best}"),
    say_as<EpochIsBest>("（最佳）"),
    say_as<TestUsers>("{users} 个用户"),
    say_as<ColdAmongAll>("冷启动物品（与全部物品一起排序）：{users} 个用户"),
    say_as<ColdAlone>("冷启动物品（只在冷启动物品中排序）：{users} 个用户"),
    say_as<KnownTargets>("{all} 个测试目标中有 {known} "
                         "个不计：用户此前已有过该物品（data.repeat=exclude）或不喜欢它"),
    say_as<SliceTargets>("{targets} 个目标"),
    say_as<SliceOfRival>("   {rival} {figure}"),
    say_as<VerdictWithCauses>("{verdict}可能的原因，最可能的在前："),
    say_as<CauseOfCode>("{code}：{cause}"),
    say_as<TryCommand>("可以试：{command}"),
    say_as<ResultPopularity>("热门排行"),
    say_as<ResultPopularityRefit>("热门排行（含验证集）"),
    say_as<ResultPopularityAllRows>("热门排行（全部行）"),
    say_as<ResultUserPopularity>("个人热门排行"),
    say_as<ResultUserPopularityRefit>("个人热门排行（含验证集）"),
    say_as<ResultItemKnn>("item-kNN"),
    say_as<ResultItemKnnRefit>("item-kNN（含验证集）"),
    say_as<ResultRandom>("随机"),
    say_as<ResultTwoTowersAlone>("双塔（不计重复）"),
    say_as<ResultTwoTowers>("双塔"),
    say_as<ResultNewUsers>("新用户"),
    say_as<ResultFewEvents>("1 到 4 个事件"),
    say_as<ResultSomeEvents>("5 到 49 个事件"),
    say_as<ResultManyEvents>("50 个及以上事件"),
    say_as<ResultNewItems>("新物品"),
    say_as<ResultRareItems>("冷门物品"),
    say_as<ResultPopularItems>("热门物品"),
    say_as<ResultWarmItems>("训练过的物品"),
    say_as<ResultItemsShown>("物品覆盖率"),
    say_as<ResultListsAlike>("列表相似度"),
    say_as<TypeInteger>("整数"),
    say_as<TypeNumber>("数值"),
    say_as<TypeText>("文本"),
    say_as<TypeUnread>("无法读取"),
    say_as<TypeTime>("时间"),
    say_as<TypeList>("{of}列表"),
    say_as<TableInspected>("{path}：{format}，{rows} 行，{columns} 列"),
    say_as<HeadColumn>("列"),
    say_as<HeadType>("类型"),
    say_as<HeadMissing>("缺失"),
    say_as<HeadDistinct>("不同值"),
    say_as<HeadValues>("示例"),
    say_as<BundleGeneration>("{generation}，{created} 由 twotower {version} 生成"),
    say_as<BundleCatalog>("{items} 个物品；{users} 个用户，{events} 个事件；重复：{repeat}"),
    say_as<BundleCompared>("{similarity}，温度 {temperature}"),
    say_as<BundleOfAllRows>("测试之后用全部数据行训练；各项指标属于此前的权重（train.fit: all）"),
    say_as<BundleOneLoss>("两座塔用同一个损失一起训练"),
    say_as<BundleTable>("{name}：{rows} x {dim}，{bytes} 字节"),
    say_as<BundleWeights>("各网络层共 {weights} 个"),
    say_as<BundlePart>("{name}：{bytes} 字节"),
    say_as<BundleTested>("{users} 个用户：{metrics}"),
    say_as<MetricIs>("{metric} {value}"),
    say_as<ComparedOnLater>("{log}{after} 的 {users} 位用户的 {targets} 个目标"),
    say_as<CompareWon>("上升"),
    say_as<CompareLost>("下降"),
    say_as<CompareSame>("持平"),
    say_as<CompareInterval>("（95 % 区间 {low}..{high}）"),
    say_as<CompareConfig>("配置 {key}：{change}"),
};
static_assert(covers(kRunWords, RunWords()));

// The report's page.
constexpr Sentence kReportWords[] = {
    say_as<PageTable>("为每个测试用户排序全部物品"),
    say_as<PageTableNote>(
        "recall：用户接下来选择的物品有多少在列表中。ndcg 和 mrr 更看重靠前的位置。± 是 95 % "
        "置信区间的一半。列表相似度：任意两个用户的列表有多少相同。"),
    say_as<PageKnownTargets>(
        "%2 个测试目标中有 %1 个不计：用户此前已有过该物品（data.repeat=exclude）或不喜欢它。"),
    say_as<PageColdItems>("冷启动物品（与全部物品一起排序）"),
    say_as<PageColdItemsAlone>("冷启动物品（只在冷启动物品中排序）"),
    say_as<PageSlices>("对谁有效"),
    say_as<PageSlicesNote>("双塔模型的结果，按用户历史的长短和物品的训练频次划分。"),
    say_as<PageChecks>("数据"),
    say_as<PageTowers>("双塔结构"),
    say_as<PageTowersNote>("输入的特征、各自的维数，以及网络层。两座塔互不看对方的输入，只在两个向"
                           "量的相似度处相遇，并用同一个损失一起训练。"),
    say_as<PageMap>("同一空间中的物品与用户"),
    say_as<PageMapNote>("物品向量的前两个主成分。距离越近，模型认为越相似。点越大，物品越常见；最常"
                        "见的物品标有名称，其余的在鼠标指向时显示。"),
    say_as<PageCurves>("训练过程"),
    say_as<PageExposure>("哪些物品得到展示"),
    say_as<PageExposureNote>(
        "物品按频次从高到低分成十份：每份在训练行中的占比，以及在所有前十列表中的占比。"),
    say_as<PagePeople>("十个用户"),
    say_as<PagePeopleNote>("按历史从短到长均匀选取。绿色：用户接下来真正选择的物品。"),
    say_as<PageAgain>("重现这次训练"),
    say_as<PageConfig>("完整配置"),
    say_as<PageCauses>("可能的原因（最可能的在前），每条附一个可以尝试的命令："),
    say_as<PageWarnings>("值得留意，每条附一个可以尝试的命令："),
    say_as<PageInteractions>("条交互"),
    say_as<PageUsers>("个用户"),
    say_as<PageItems>("个物品"),
    say_as<PageEpochs>("轮"),
    say_as<PageSeconds>("训练 %1 秒"),
    say_as<PageTargets>("目标数"),
    say_as<PageOther>("其他"),
    say_as<PageUserPoints>("用户"),
    say_as<PageLoss>("损失"),
    say_as<PageEpoch>("轮次"),
    say_as<PageEpochValue>("第 %1 轮：%2"),
    say_as<PageKept>("%1（保留第 %2 轮：%3）"),
    say_as<PageTenth>("十分位"),
    say_as<PageRows>("训练行"),
    say_as<PageUserTower>("用户塔"),
    say_as<PageItemTower>("物品塔"),
    say_as<PageHiddenLayer>("隐藏层 %1"),
    say_as<PageVector>("向量 %1"),
    say_as<PageCompared>("%1，温度 %2"),
    say_as<PageOneLoss>("同一个损失训练两座塔"),
    say_as<PageHistory>("历史（最新在前）"),
    say_as<PageTook>("实际选择"),
    say_as<PageMore>("（另有 %1 个）"),
    say_as<PageLike>("与 %1 相似"),
    say_as<PageNothing>("无"),
    say_as<PagePlace>("第 %1 名"),
    say_as<PageNotListed>("不在列表中"),
    say_as<PagePair>("%1：%2"),
    say_as<PageNeedsScript>("本页由内嵌脚本绘制，请允许运行脚本。"),
    say_as<ValidationOf>("验证 {metric}"),
};
static_assert(covers(kReportWords, ReportWords()));

constexpr std::span<const Sentence> kChinese[] = {
    kFindingMessages, kTestMessages, kDecisionMessages, kAnswerWords,      kCommandWords,
    kErrorMessages,   kBaseErrors,   kFeaturesErrors,   kDataErrors,       kModelErrors,
    kBundleErrors,    kConfigErrors, kTrainErrors,      kStoreErrors,      kServeErrors,
    kHttpErrors,      kRunErrors,    kCliErrors,        kProgressMessages, kDemoMessages,
    kHelpMessages,    kRunWords,     kReportWords};

// Words of the demo's shop.
constexpr DataWord kChineseWords[] = {
    // Features and phones, districts.
    DataWord("age", "年龄"), DataWord("district", "城区"), DataWord("phone", "手机"),
    DataWord("time", "时间"), DataWord("pizza_id", "编号"), DataWord("category", "类别"),
    DataWord("tags", "标签"), DataWord("price", "价格"), DataWord("attention", "注意力"),
    DataWord("mean", "平均"), DataWord("Huawei", "华为"), DataWord("Xiaomi", "小米"),
    DataWord("student phone", "学生手机"), DataWord("north", "城北"), DataWord("south", "城南"),
    DataWord("east", "城东"), DataWord("west", "城西"), DataWord("harbour", "港口"),
    DataWord("university", "大学城"), DataWord("old town", "老城"), DataWord("tech park", "科技园"),
    // Categories and tags.
    DataWord("savoury", "咸味"), DataWord("sweet", "甜味"), DataWord("classic", "经典"),
    DataWord("spicy", "辣味"), DataWord("meat", "肉类"), DataWord("seafood", "海鲜"),
    DataWord("vegetarian", "素食"), DataWord("cheese", "芝士"), DataWord("asian", "亚洲风味"),
    DataWord("fruit", "水果"), DataWord("chocolate", "巧克力"), DataWord("dessert", "甜点"),
    DataWord("durian", "榴莲"), DataWord("tomato", "番茄"), DataWord("basil", "罗勒"),
    DataWord("sausage", "香肠"), DataWord("pork", "猪肉"), DataWord("beef", "牛肉"),
    DataWord("sichuan", "川味"), DataWord("cream", "奶油"), DataWord("duck", "鸭肉"),
    DataWord("scallion", "葱"), DataWord("chicken", "鸡肉"), DataWord("smoky", "烟熏"),
    DataWord("prawn", "虾"), DataWord("garlic", "蒜"), DataWord("mushroom", "蘑菇"),
    DataWord("truffle", "松露"), DataWord("kimchi", "泡菜"), DataWord("pepper", "椒"),
    DataWord("squid", "鱿鱼"), DataWord("teriyaki", "照烧"), DataWord("bacon", "培根"),
    DataWord("potato", "土豆"), DataWord("crab", "蟹"), DataWord("tuna", "金枪鱼"),
    DataWord("corn", "玉米"), DataWord("peanut", "花生"), DataWord("honey", "蜂蜜"),
    DataWord("salmon", "三文鱼"), DataWord("spinach", "菠菜"), DataWord("lamb", "羊肉"),
    DataWord("cumin", "孜然"), DataWord("rocket", "芝麻菜"), DataWord("coconut", "椰子"),
    DataWord("cabbage", "卷心菜"), DataWord("egg", "蛋"), DataWord("tofu", "豆腐"),
    DataWord("bean", "豆"), DataWord("onion", "洋葱"), DataWord("matcha", "抹茶"),
    DataWord("zucchini", "西葫芦"), DataWord("scallop", "扇贝"), DataWord("lobster", "龙虾"),
    DataWord("korean", "韩式"), DataWord("mexican", "墨西哥风味"), DataWord("thai", "泰式"),
    DataWord("ham", "火腿"), DataWord("mixed", "什锦"), DataWord("japanese", "日式"),
    DataWord("crayfish", "小龙虾"), DataWord("banana", "香蕉"), DataWord("cantonese", "粤式"),
    DataWord("strawberry", "草莓"), DataWord("xinjiang", "新疆风味"), DataWord("mango", "芒果"),
    DataWord("camembert", "卡芒贝尔"), DataWord("eggplant", "茄子"), DataWord("taiwanese", "台式"),
    DataWord("mochi", "麻薯"), DataWord("anchovy", "凤尾鱼"), DataWord("gorgonzola", "蓝纹奶酪"),
    DataWord("pesto", "青酱"), DataWord("blueberry", "蓝莓"), DataWord("raclette", "拉克莱特"),
    DataWord("taro", "芋泥"),
    // Pizzas.
    DataWord("Margherita", "玛格丽特"), DataWord("Pepperoni", "意式辣香肠"),
    DataWord("Sichuan Hotpot", "四川火锅"), DataWord("Hawaiian", "夏威夷"),
    DataWord("Super Supreme", "超级至尊"), DataWord("Spicy Beef", "香辣牛肉"),
    DataWord("Four Cheeses", "四重芝士"), DataWord("Peking Duck", "北京烤鸭"),
    DataWord("New Orleans Chicken", "新奥尔良烤鸡"), DataWord("Prawn Garlic", "蒜香大虾"),
    DataWord("Durian Supreme", "榴莲至尊"), DataWord("Truffle Mushroom", "黑松露蘑菇"),
    DataWord("Kimchi Pork", "泡菜猪肉"), DataWord("Black Pepper Beef", "黑椒牛柳"),
    DataWord("Seafood Deluxe", "豪华海鲜"), DataWord("Teriyaki Chicken", "照烧鸡肉"),
    DataWord("Garden Vegetable", "田园时蔬"), DataWord("Bacon Potato", "培根土豆"),
    DataWord("Mala Crayfish", "麻辣小龙虾"), DataWord("Mango Crab", "芒果蟹肉"),
    DataWord("Marinara", "水手"), DataWord("Tuna Corn", "金枪鱼玉米"),
    DataWord("Chocolate Banana", "巧克力香蕉"), DataWord("Kung Pao Chicken", "宫保鸡丁"),
    DataWord("Lychee Prawn", "荔枝虾球"), DataWord("Durian Cheese", "榴莲芝士"),
    DataWord("Cheesy Bite Sausage", "芝心香肠"), DataWord("Char Siu", "蜜汁叉烧"),
    DataWord("Diavola", "恶魔辣肠"), DataWord("Strawberry Cream", "草莓奶油"),
    DataWord("Smoked Salmon", "烟熏三文鱼"), DataWord("Spinach Ricotta", "菠菜乳清干酪"),
    DataWord("Cumin Lamb", "孜然羊肉"), DataWord("Prosciutto Rocket", "帕尔马火腿芝麻菜"),
    DataWord("Mango Coconut", "芒果椰香"), DataWord("Okonomiyaki", "大阪烧"),
    DataWord("Camembert Honey", "卡芒贝尔蜂蜜"), DataWord("BBQ Pulled Pork", "烧烤手撕猪肉"),
    DataWord("Musang King Durian", "猫山王榴莲"), DataWord("Salted Egg Squid", "咸蛋黄鱿鱼"),
    DataWord("Mapo Tofu", "麻婆豆腐"), DataWord("Eggplant Basil", "罗勒茄子"),
    DataWord("Lobster Thermidor", "焗龙虾"), DataWord("Three Cup Chicken", "三杯鸡"),
    DataWord("Meatball Feast", "肉丸盛宴"), DataWord("Red Bean Mochi", "红豆麻薯"),
    DataWord("Napoli Anchovy", "那不勒斯凤尾鱼"), DataWord("Tom Yum Prawn", "冬阴功大虾"),
    DataWord("Gorgonzola Pear", "蓝纹奶酪香梨"), DataWord("Wagyu Onion", "和牛洋葱"),
    DataWord("Bulgogi", "韩式烤牛肉"), DataWord("Matcha Marshmallow", "抹茶棉花糖"),
    DataWord("Pesto Zucchini", "青酱西葫芦"), DataWord("Scallop Bacon", "扇贝培根"),
    DataWord("Quattro Stagioni", "四季"), DataWord("Blueberry Cheesecake", "蓝莓芝士蛋糕"),
    DataWord("Raclette Potato", "拉克莱特土豆"), DataWord("Durian Coconut", "榴莲椰奶"),
    DataWord("Jalapeno Inferno", "墨西哥烈焰"), DataWord("Taro Pork Floss", "芋泥肉松"),
    DataWord("Durian Mochi", "榴莲麻薯"),
    // Family names of customers, and given names: " Wei" is the one of "Wei Wei" (see DemoName).
    DataWord("Lin", "林"), DataWord("Wang", "王"), DataWord("Li", "李"), DataWord("Zhang", "张"),
    DataWord("Liu", "刘"), DataWord("Chen", "陈"), DataWord("Yang", "杨"), DataWord("Huang", "黄"),
    DataWord("Zhao", "赵"), DataWord("Wu", "吴"), DataWord("Zhou", "周"), DataWord("Xu", "徐"),
    DataWord("Sun", "孙"), DataWord("Ma", "马"), DataWord("Zhu", "朱"), DataWord("Hu", "胡"),
    DataWord("Guo", "郭"), DataWord("He", "何"), DataWord("Gao", "高"), DataWord("Luo", "罗"),
    DataWord("Zheng", "郑"), DataWord("Liang", "梁"), DataWord("Xie", "谢"), DataWord("Song", "宋"),
    DataWord("Tang", "唐"), DataWord("Han", "韩"), DataWord("Feng", "冯"), DataWord("Deng", "邓"),
    DataWord("Cao", "曹"), DataWord("Peng", "彭"), DataWord("Zeng", "曾"), DataWord("Xiao", "肖"),
    DataWord("Tian", "田"), DataWord("Dong", "董"), DataWord("Pan", "潘"), DataWord("Yuan", "袁"),
    DataWord("Cai", "蔡"), DataWord("Jiang", "蒋"), DataWord("Yu", "余"), DataWord("Du", "杜"),
    DataWord("Ye", "叶"), DataWord("Cheng", "程"), DataWord("Wei", "魏"), DataWord("Su", "苏"),
    DataWord("Lu", "卢"), DataWord("Ding", "丁"), DataWord("Ren", "任"), DataWord("Shen", "沈"),
    DataWord("Yao", "姚"), DataWord("Ouyang", "欧阳"), DataWord("Rossi", "罗西·"),
    DataWord("Tanaka", "田中"), DataWord("Kim", "金"), DataWord("Nguyen", "阮"),
    DataWord("Garcia", "加西亚·"), DataWord("Smith", "史密斯·"), DataWord("Müller", "米勒·"),
    DataWord("Singh", "辛格·"), DataWord("Dubois", "杜布瓦·"), DataWord("Okafor", "奥卡福·"),
    DataWord(" Wei", "伟"), DataWord(" Fang", "芳"), DataWord(" Na", "娜"), DataWord(" Min", "敏"),
    DataWord(" Jing", "静"), DataWord(" Li", "丽"), DataWord(" Qiang", "强"),
    DataWord(" Lei", "磊"), DataWord(" Jun", "军"), DataWord(" Yang", "洋"),
    DataWord(" Yong", "勇"), DataWord(" Yan", "艳"), DataWord(" Jie", "杰"),
    DataWord(" Juan", "娟"), DataWord(" Tao", "涛"), DataWord(" Ming", "明"),
    DataWord(" Chao", "超"), DataWord(" Xia", "霞"), DataWord(" Ping", "平"),
    DataWord(" Gang", "刚"), DataWord(" Hao", "浩"), DataWord(" Xin", "欣"), DataWord(" Yu", "宇"),
    DataWord(" Bo", "波"), DataWord(" Ting", "婷"), DataWord(" Hui", "慧"), DataWord(" Mei", "梅"),
    DataWord(" Lan", "兰"), DataWord(" Rui", "睿"), DataWord(" Kai", "凯"), DataWord(" Yi", "怡"),
    DataWord(" Zihan", "子涵"), DataWord(" Haoran", "浩然"), DataWord(" Yuxuan", "宇轩"),
    DataWord(" Xinyi", "欣怡"), DataWord(" Ziyi", "子怡"), DataWord(" Mengyao", "梦瑶"),
    DataWord(" Jiahao", "嘉豪"), DataWord(" Sihan", "思涵"), DataWord(" Yichen", "奕辰"),
    DataWord(" Ruoxi", "若曦"), DataWord(" Zixuan", "子轩"), DataWord(" Shiyu", "诗雨"),
    DataWord(" Wenjing", "文静"), DataWord(" Xiaoyu", "晓雨"), DataWord(" Tianyi", "天翊"),
    DataWord(" Guoqiang", "国强"), DataWord(" Yating", "雅婷"), DataWord(" Peng", "鹏"),
    DataWord(" Chen", "晨"), DataWord(" Anna", "安娜"), DataWord(" David", "大卫"),
    DataWord(" Sofia", "索菲娅"), DataWord(" Daniel", "丹尼尔"), DataWord(" Maria", "玛丽亚"),
    DataWord(" Leo", "利奥"), DataWord(" Elena", "埃琳娜"), DataWord(" Minh", "明"),
    DataWord(" Amara", "阿玛拉"), DataWord(" Priya", "普里娅")};
static_assert(are_distinct(kChineseWords), "each word has one text");

// Help: see HelpText.
constexpr HelpText kHelpInChinese[] = {
    // Keys of a config.
    {"name", "训练结果所在的文件夹：runs/<name>/001、002 等。"},
    {"data.*.path",
     "文件（可用 gzip 或 zstd "
     "压缩）、文件夹或通配路径（logs/dt=*/*.parquet）；后两者读取其中所有文件。路径中的文件夹 "
     "`dt=2026-11-21` 成为一列 `dt`。"},
    {"data.*.format",
     "jsonl：每行一个 JSON "
     "对象。lists：每行一个用户，之后是一个或多个物品，从旧到新，以空格分隔。"},
    {"data.*.separator", "CSV 文件的列分隔符：一个或多个字符。"},
    {"data.*.header", "各列的名称，用于没有表头行的文件。"},
    {"data.*.encoding",
     "auto：由字节序标记（BOM）和前 1 MB 的字符判断，有两种编码都符合时报错。latin-1 按 "
     "Windows-1252 读取，gbk 和 gb2312 按 gb18030 读取。其他：ICU 认识的任何名称，如 "
     "big5、shift_jis、"
     "windows-1251。"},
    {"data.*.on_bad_row.kind", "如何处理无法使用的行。stop：遇到第一行就报错。skip：跳过并计数。"},
    {"data.*.on_bad_row.max (skip)", "最多跳过的行数，超过则拒绝整张表。"},
    {"data.interactions.log",
     "服务器记录的事件，由 `twotower export-log` 写出；与 `path` 的行合并使用。"},
    {"data.interactions.user", "用户列；\"\"：没有这一列。"},
    {"data.interactions.item", "物品列。"},
    {"data.interactions.time", "时间列；\"\"：没有这一列。不带时区的时间按 UTC 处理。"},
    {"data.interactions.order",
     "随时间递增的数值列：时间相同时决定先后，没有时间时决定次序。\"\" "
     "表示没有，列表内的次序也不算。"},
    {"data.interactions.session", "会话列。"},
    {"data.interactions.request",
     "标明该行属于哪次请求或哪个页面的列，供 negatives.shown "
     "使用，从不自动选择。有用户列时，只需在同一用户内不重复。"},
    {"data.interactions.time_unit",
     "`time` 的单位。iso：日期（2026-11-21、20261121 "
     "及其他写法）。auto：取使年份不早于 1995 年的单位。"},
    {"data.interactions.date_order",
     "`time` 为 03/04/2026 这样的写法时，哪个数是日：day_first 日在前，month_first "
     "月在前。auto：由只有一种读法的值（25/04/2026）决定。"},
    {"data.interactions.id_type", "各表中用户、物品和会话 id 的类型。auto：全部是整数时为 int。"},
    {"data.interactions.type", "每行的事件类型：view、buy、shown。"},
    {"data.interactions.type.column", "事件类型列；\"\"：没有。"},
    {"data.interactions.type.weights",
     "各事件类型的权重，即该行在损失中的权重。0：计入历史，但不作为目标；`shown` "
     "也不计入历史。自动：浏览和点击为 1，加购和喜欢为 3，购买为 5，曝光为 0，其他为 1。"},
    {"data.interactions.keep",
     "只保留满足这一条件的行，可用交互表的列、item.COLUMN 和 user.COLUMN。"},
    {"data.interactions.last", "只保留截至最后一行的这段时间之内的行。"},
    {"data.interactions.half_life",
     "权重的半衰期：训练行比最后一行早这么久时，在损失中的权重减半。"},
    {"data.interactions.collapse",
     "同一用户与同一物品的事件，相隔不超过这个时长就算一个事件，取最强的类型：一次访问中的浏览、加"
     "购和下单。auto："
     "类型确实这样相继出现时为 30m，否则为 none。"},
    {"data.interactions.dislikes",
     "表示用户不想要该物品的行：以列名写成的条件，如 {vote: {max: "
     "0}}。这些行既不是历史，也不是要学的选择，这些物品不出现在该用户的任何列表中，除非他后来又选择"
     "了它。auto：评分或投票不大于 0 的行；只在自动选择各列时判断。"},
    {"data.interactions.heavy",
     "如何处理事件总数和每天的事件数都远多于其他人的少数用户（机器人）。drop：视为不在文件中。"},
    {"data.users", "用户表，每个用户一行；可以没有。"},
    {"data.users.id", "用户 id 列。"},
    {"data.items", "物品表，每个物品一行；可以没有。"},
    {"data.items.id", "物品 id 列。"},
    {"data.items.show",
     "随结果一起返回、供人阅读的列；其中第一列的值可代替物品的 id。自动：标题或名称列，若有。"},
    {"data.repeat", "用户交互过的物品是否可以再次推荐。auto：由数据决定。"},
    {"data.leaks",
     "自动选择特征时，如何处理泄漏未来信息的列。drop：不使用。配置中写明的特征会保留，并给出警告"
     "。"},
    {"split.kind", "如何把交互分为训练、验证和测试。"},
    {"split.targets_of (*)",
     "测试哪些事件类型，例如 "
     "order：其余的行只作为历史。验证、重复规则和热门排行也只计这些行。[]：权重大于 0 "
     "的每一种类型。"},
    {"split.cold_items (*)",
     "留作冷启动测试的物品比例：这些物品的交互从训练、验证和所有历史中移除。"},
    {"split.seed (*)", "一切随机抽取的种子。"},
    {"split.test (auto)", "同所选的划分方式（time 或 random）。"},
    {"split.validation (auto)", "同所选的划分方式（time 或 random）。"},
    {"split.targets (auto)", "同 time。"},
    {"split.candidates (auto)", "同 time。"},
    {"split.min_history (auto)", "同 time。"},
    {"split.test (time)",
     "全部行中最后的这一比例；或从某个时间起的行（也可写明到何时为止）。不带时区的时间按 UTC "
     "处理。"},
    {"split.validation (time)", "测试之前的行中最后的这一比例。"},
    {"split.targets (time)",
     "user：每个用户排序一次，历史截至切分时刻。event：每行排序一次，历史截至该行。"},
    {"split.candidates (time)", "started：只排序在该时刻之前有过交互的物品。"},
    {"split.min_history (time)",
     "历史少于这么多行的排序不计入。1：测试“接下来选什么”，而不是“首先选什么”。"},
    {"split.test (random)", "占全部行的比例，随机抽取。"},
    {"split.validation (random)", "占其余行的比例。"},
    {"split.test (given)", "测试交互的文件，格式与 data.interactions 相同。"},
    {"split.validation (given)", "占 data.interactions 中每个序列的行的比例。"},
    {"features.user", "用户特征，包括历史。"},
    {"features.item", "物品特征。"},
    {"features.context", "请求时已知的上下文特征，由用户塔读取。"},
    {"features.switched_off.user", "关闭的用户特征；history 也可以关闭。"},
    {"features.switched_off.item", "关闭的物品特征；item_id 也可以关闭。"},
    {"features.switched_off.context", "关闭的上下文特征。"},
    {"features.*.NAME.column (*)", "表中的列；空：与特征同名。"},
    {"features.*.NAME.dim (id)", "嵌入向量的维度。"},
    {"features.*.NAME.dim (category)", "嵌入向量的维度。"},
    {"features.*.NAME.dim (number)", "各桶的嵌入向量的维度。"},
    {"features.*.NAME.dim (*)", "嵌入向量的维度；多个向量取平均。"},
    {"features.*.NAME.min_count (tags)", "训练中出现次数少于它的标签，使用未知标签的嵌入向量。"},
    {"features.*.NAME.min_count (*)", "训练中出现次数少于它的值，使用未知值的嵌入向量。"},
    {"features.*.NAME.separator (category)",
     "各层级之间的分隔符，例如 clothes/tops/t-shirt：每一层有一个嵌入向量，取平均。空：从不切分。"},
    {"features.*.NAME.separator (tags)", "文本中各标签之间的分隔符；列表用不到。"},
    {"features.*.NAME.separator (vector)", "文本中各数之间的分隔符；列表用不到。"},
    {"features.*.NAME.buckets (number)",
     "0：一个标准化的数。否则为桶数：各桶的训练值一样多，每桶一个嵌入向量。"},
    {"features.*.NAME.decimal (number)",
     "文本形式的数的小数点。point：1,234.50 是 1234.5；comma：1.234,50 是 1234.5。货币单位和 % "
     "不算数的一部分。"},
    {"features.*.NAME.ngrams (text)", "有自己嵌入向量的 n-gram 的最大词数；1：只有单个词。"},
    {"features.*.NAME.buckets (text)", "词和 n-gram 哈希到的嵌入向量的个数；越多，冲突越少。"},
    {"features.*.NAME.unit_length (vector)", "把每个向量缩放到长度 1；零向量不变。"},
    {"features.*.NAME.missing (vector)",
     "缺失的向量用什么代替。mark：零，并增加一维输入表明是否缺失。zeros：只用零。refuse：物品没有向"
     "量时报错，用于 features.item。"},
    {"features.*.NAME.of (sequence)", "序列的每一步是什么：物品。"},
    {"features.*.NAME.where (sequence)",
     "用交互表的列写成的条件，决定哪些交互成为序列的一步：{event: {is: buy}}。空：全部交互。"},
    {"features.*.NAME.rule (sequence)",
     "序列中哪些交互属于历史。before：更早的。others：其余全部。所有序列必须相同。"},
    {"features.*.NAME.group (sequence)",
     "一个序列包含什么：一个用户的全部交互，或一次会话。所有序列必须相同。"},
    {"features.*.NAME.length (sequence)",
     "使用最近的多少步。train.examples 为 `every` 时，由第一个序列的长度决定样本向前取到多远。"},
    {"features.*.NAME.event_type (sequence)", "为每一步加上事件类型的向量（学习得到）。"},
    {"features.*.NAME.time_gap (sequence)",
     "为每一步加上与前一步的时间间隔：秒数的对数，通过一个学习得到的向量。"},
    {"features.*.NAME.table (sequence)",
     "序列各步的嵌入表。空：与物品一侧的 id 特征共用。写名称：另用一张表，id 相同。"},
    {"features.*.NAME.encoder.kind", "把历史变成一个向量的编码器。"},
    {"features.*.NAME.encoder.blocks (attention)", "块数，每块是一层注意力和一层前馈网络。"},
    {"features.*.NAME.encoder.heads (attention)", "注意力头数；必须整除向量的维度。"},
    {"features.*.NAME.encoder.feed_forward (attention)", "前馈层的宽度；0：与向量相同。"},
    {"features.*.NAME.encoder.dropout (attention)", "训练时的 dropout 比例。"},
    {"towers.dim", "用户向量和物品向量的维度。"},
    {"towers.*.hidden",
     "各隐藏层的宽度。[]：没有隐藏层；此时若只有一个与 `dim` 同宽的特征，该特征的编码器就是塔。"},
    {"towers.*.dropout", "训练时隐藏层的 dropout 比例。"},
    {"towers.*.layer_norm", "每个隐藏层在激活之后做层归一化。"},
    {"towers.activation", "每个隐藏层的激活函数。"},
    {"towers.similarity", "用户向量与物品向量如何算出得分。"},
    {"towers.temperature", "softmax 之前得分除以它；越小，分布越尖锐。"},
    {"towers.initial_deviation", "嵌入表和注意力按正态分布初始化，这是其标准差。"},
    {"towers.id_dropout", "训练时换成未知 id 的 id 比例，让双塔学会不依赖 id。"},
    {"towers.history_dropout",
     "训练时隐去全部历史的用户状态比例，让用户塔学会为没有历史的用户推荐（DropoutNet，NIPS "
     "2017）。历史规则为 `others` 时不可用。"},
    {"loss.kind", "训练时最小化的损失函数。"},
    {"loss.log_q (softmax)",
     "按物品作为候选的频率修正（logQ 修正），使常见的物品不被压低。在除以温度之后进行。"},
    {"loss.form (softmax)",
     "inclusion：候选不重复，按其入选概率修正。masked：常用的形式，候选可以重复。refined：同 "
     "masked，但不修正正样本。"},
    {"negatives", "负样本：与交互的物品作比较的物品。"},
    {"negatives.in_batch", "批内负样本：同一步中其他样本的物品。"},
    {"negatives.uniform", "从全部训练物品中随机抽取的个数，同一步的所有样本共用。"},
    {"negatives.all", "每一步都用全部训练物品：精确，但代价高。"},
    {"negatives.shown",
     "与该行的物品一同展示而没有被选的物品个数，只用于该行：取自同一个 "
     "data.interactions.request，没有时取自之前的半小时。"},
    {"train.epochs", "最多训练的轮数。不指定：由行数决定。"},
    {"train.epoch_steps", "每一轮的步数：此时一轮只用一部分行，每次不同。不指定：每行用一次。"},
    {"train.batch_size", "每一步的样本数（损失的行数），即批大小。不指定：由行数决定。"},
    {"train.examples",
     "交互如何成为样本。last：每个交互单独成为样本，有各自的历史。every：整个序列，其中所有交互一起"
     "计算。auto：有历史时为 every，否则为 last。"},
    {"train.optimizer.kind", "各层权重的优化器。"},
    {"train.table_optimizer.kind", "嵌入表的优化器。"},
    {"train.*optimizer.learning_rate (*)", "学习率。"},
    {"train.*optimizer.beta1 (*)", "梯度均值的衰减率。"},
    {"train.*optimizer.beta2 (*)", "梯度平方均值的衰减率。"},
    {"train.*optimizer.initial_accumulator (*)", "梯度平方和的初始值。"},
    {"train.*optimizer.epsilon (*adam)", "加在梯度平方均值的平方根上。"},
    {"train.*optimizer.epsilon (*adagrad)", "加在梯度平方和的平方根上。"},
    {"train.schedule.kind", "学习率在训练中如何变化。"},
    {"train.schedule.warmup (*)", "学习率从 0 升起的预热阶段占训练的比例。"},
    {"train.schedule.end (*)", "最后一步时学习率剩下的比例。"},
    {"train.average.kind", "保留哪些权重。none：最后的权重。ema：权重的指数滑动平均。"},
    {"train.average.decay (ema)", "每一步保留的平均值的比例。"},
    {"train.early_stopping.metric", "每轮之后在验证部分上计算的指标；保留最好一轮的权重。"},
    {"train.early_stopping.patience", "连续多少轮没有变好就停止训练。"},
    {"train.repeats.kind",
     "如果可以再次推荐用户已有过的物品（data."
     "repeat），用户此前选过的物品加多少分。auto：取在验证部分上"
     "最好的值。none：不加。fixed：按给定的 weight 和 half_life。"},
    {"train.repeats.weight (fixed)",
     "log(1 + count) 给分数加上多少倍，其中 count 是用户选过该物品的次数。"},
    {"train.repeats.half_life (fixed)", "历史中每过这么多行，一行的计数减半；0：所有行计数相同。"},
    {"train.fit",
     "模型包中的权重。tested：得出各项指标的那些权重。all：测试之后，用包括测试行在内的全部数据行再"
     "训练同样"
     "的轮数：用于上线的权重。"},
    {"train.trials",
     "若配置未写明历史，训练前先用注意力与均值各试训四分之一的轮数，取验证集上最好的。false：由历史"
     "的"
     "长度决定。"},
    {"train.refit",
     "找到最好的一轮之后，用训练和验证的行重新训练同样多的轮数，得到用于上线的模型。"},
    {"train.reduction_groups",
     "一步分成几份，分别累加梯度：越多，可用的线程和占用的内存越多。要重现同样的模型，份数必须相同"
     "。"},
    {"train.checkpoint_steps", "两个检查点之间的步数；--resume 从检查点继续。"},
    {"train.seed", "种子相同，在同一种 CPU 上得到的模型就相同，与线程数无关。"},
    {"evaluation.metrics",
     "前 k 个的 recall、ndcg、mrr 或 row_recall：recall@10。对全部物品排序。"},
    {"serve.rules", "推荐的每个物品必须满足的条件，用物品表的列写成：[{stock: {min: 1}}]。"},
    {"serve.diversity", "请求没有写明时列表的多样性：从 0（最好的物品）到 1（彼此不相似）。"},
    {"serve.caps",
     "{brand: 2}：一个列表中，物品表某列的值相同的物品最多几个；用于请求没有写明时。"},
    {"serve.shown",
     "{max: 3, within: 7d}：已向用户展示过这么多次的物品不再推荐，次数来自事件或 `log_shown`。"},
    {"serve.shown.max", "同一物品最多向用户展示的次数。"},
    {"serve.shown.within", "一次曝光在多长时间内计数。"},
    // Keys of server.yaml.
    {"listen",
     "监听的地址：127.0.0.1:8080、[::1]:8080、本机的其他地址，或 unix:PATH。端口 "
     "0：任意空闲端口。"},
    {"threads", "应答请求的线程数。0：每个核一个。"},
    {"keys.read", "至多两个密钥：recommend、similar、score、why、metrics。"},
    {"keys.write", "至多两个密钥：除上述之外，还可以更改事件、物品和用户。"},
    {"keys.admin", "至多两个密钥：除上述之外，还可以更改所服务的内容。"},
    {"insecure", "允许其他机器不用密钥访问。"},
    {"hosts",
     "除本机的名称之外，客户端访问服务器所用的主机名：没有密钥时，请求头 Host 可以是这些名称。"},
    {"log", "哪些请求写到标准错误的日志，每行一个 JSON 文档。"},
    {"canary", "抽取这一比例的应答再完整检索一遍，以测量召回率。"},
    {"state.path", "状态文件夹，只归这台服务器使用：事件、物品、用户、规则。\"\"：什么都不保存。"},
    {"state.keep", "事件在用户历史中计入多久，也是在日志中保留多久。"},
    {"state.disk", "所在磁盘最多使用的比例：超过后拒绝写入，直到使用率降低 5 个百分点。"},
    {"generations.watch", "所指的位置（runs/NAME）出现新的模型包时，检查之后立即启用。"},
    {"generations.keep", "状态文件夹中保留的模型代数，供回滚使用。"},
    {"generations.golden",
     "黄金用户的文件：请求和应得的结果。结果不符的一代会被拒绝。\"\"：没有。"},
    {"generations.min_overlap", "每个应答必须包含的应得物品的比例。"},
    {"generations.hold", "已经开始翻页的列表，其余各页在多长时间内仍由上一代应答。"},
    {"limits.header_bytes", "请求头的字节数；超过：413。"},
    {"limits.header_lines", "请求头的行数；超过：413。"},
    {"limits.body_bytes", "请求体的字节数；超过：413。"},
    {"limits.k", "一次应答的物品数；超过：400。"},
    {"limits.batch", "一批的请求数、一次打分的物品数；超过：400。"},
    {"limits.batch_items", "一批请求的物品总数，即各请求的 k 之和；超过：400。"},
    {"limits.events", "一次调用的事件数；超过：400。"},
    {"limits.items", "一次调用的物品数；超过：400。"},
    {"limits.filter_nodes", "过滤条件中判断和条件的个数；超过：400。"},
    {"limits.connections",
     "同时的连接数：新连接会取代发送请求或读取应答最慢的客户端的连接；所有连接都在应答时则等待。"},
    {"limits.connection_requests", "一个连接的请求数，之后关闭。"},
    {"limits.queue", "等待线程的请求数；超过：503。"},
    {"limits.queue_ms", "请求预计等待的毫秒数，或最近请求所用时间的两倍（取较大者）；超过：503。"},
    {"limits.refusal_ms",
     "请求因排队过多而被拒绝时，隔多少毫秒才答复：这样，一被拒绝就立刻重试的客户端不会自成负载。0："
     "立即答复。"},
    {"limits.header_ms", "从请求的第一个字节到请求头完整的毫秒数；超过：408。"},
    {"limits.request_ms",
     "从请求的第一个字节到最后一个字节的毫秒数；超过：408。应答也是如此；超过：关闭连接。"},
    {"limits.idle_ms", "同一连接两次请求之间的毫秒数；超过：关闭连接。"},
    {"limits.connection_ms", "连接存在的毫秒数；超过：应答之后关闭。"},
    {"limits.stop_ms", "服务器停止时留给进行中的请求的毫秒数；超过：关闭连接。"},
    {"limits.unsent_bytes", "客户端尚未读取的全部应答的字节数；超过：关闭读取最慢的连接。"},
    {"limits.memory_bytes", "服务器预计需要的常驻内存字节数；超过：不启动。0：机器的全部内存。"},
    // Commands.
    {"twotower compare", "逐个用户比较两次或多次训练的结果"},
    {"twotower demo", "披萨店的故事：生成数据，训练双塔，讲解结果"},
    {"twotower train", "训练并测试模型，保存为模型包"},
    {"twotower evaluate", "为测试用户对全部物品排序，给出各项指标"},
    {"twotower config", "检查配置，并连同所有默认值一起打印"},
    {"twotower init", "打印 train 将会使用的配置"},
    {"twotower size", "训练之前给出模型所需的内存、磁盘、时间和机器"},
    {"twotower help", "解释各个配置项"},
    {"twotower generate", "生成某个行业的数据，其真实偏好已知"},
    {"twotower generate pizza", "演示用的披萨店：口味、复购、榴莲爱好者"},
    {"twotower generate shop", "网店：浏览、加购、购买；类目"},
    {"twotower generate video", "视频平台：观看时长、频道、标题"},
    {"twotower generate news", "新闻网站：寿命只有几小时的文章、会话"},
    {"twotower generate places", "城市中的签到：重复到访、时段、距离"},
    {"twotower recommend", "为一个、一些或所有用户推荐物品，或为一个物品找用户"},
    {"twotower similar", "查找与某个物品最相似的物品"},
    {"twotower score", "为一个用户给指定的物品打分（粗排）"},
    {"twotower why", "解释某个物品为什么排在这个位置，或为什么不在列表中"},
    {"twotower serve", "通过 HTTP 提供推荐服务，直到停止"},
    {"twotower inspect", "查看模型包或表的内容"},
    {"twotower items", "为模型包添加物品"},
    {"twotower items add", "生成带有新物品的模型包，由物品塔编码，无需训练"},
    {"twotower index", "为别处生成的向量建立索引"},
    {"twotower index build",
     "用别处生成的向量生成模型包，可检索、过滤、添加物品和提供服务，无需训练"},
    {"twotower export-log", "把服务器的事件导出为 Parquet，供下一次训练使用；服务器可以正在运行"},
    {"twotower backup", "复制已停止的服务器的状态文件夹（运行中的用 POST /v1/backups）"},
    {"twotower restore", "从备份恢复状态文件夹，并校验每个文件"},
    // Arguments and flags.
    {"* --help", "显示帮助并退出"},
    {"* --version", "显示版本"},
    {"* --lang", "语言，en 或 zh。默认：由 LC_ALL、LC_MESSAGES 或 LANG 决定"},
    {"* --json", "输出一个 JSON 文档"},
    {"recommend --threads", "用于 --all、--users 和 --users-for 的线程数。默认：全部核"},
    {"serve --threads", "应答请求的线程数。默认：全部核"},
    {"* --threads", "线程数。默认：全部核"},
    {"compare RUN", "训练结果的文件夹，例如 runs/movies/001"},
    {"evaluate FILE", "模型包、交互数据或配置（*.yaml）"},
    {"size FILE", "交互数据或配置（*.yaml）；不指定时，--users 和 --items 是个数"},
    {"size --dim", "向量的维度，用于没有 FILE 时"},
    {"size --qps", "每秒的请求数，用于计算机器数"},
    {"config FILE", "配置（YAML）；不指定：全部用默认值"},
    {"inspect FILE", "模型包、训练结果或表"},
    {"inspect --set", "对于表：读取方式，如 data.interactions.encoding=gbk"},
    {"items add --set", "表的读取方式，如 data.items.encoding=gbk"},
    {"recommend --set", "用户表的读取方式，如 data.users.encoding=gbk"},
    {"index build --set", "各表的读取方式，如 data.vectors.encoding=gbk、data.items.encoding=gbk"},
    {"items add FILE", "物品表，带有模型所读的列"},
    {"* FILE", "交互数据或配置（*.yaml）"},
    {"recommend --user", "用户 id"},
    {"score --user", "用户 id"},
    {"why --user", "用户 id"},
    {"* --user", "用户列；''：没有"},
    {"compare --set", "与 --on 一起：设置两者的配置项：KEY=VALUE，例如 data.repeat=allow"},
    {"compare --users", "与 --on 一起：用户表，例如现在的"},
    {"compare --items", "与 --on 一起：物品表，例如现在的"},
    {"recommend --users",
     "为表中的用户生成列表：id 列，以及可选的用户特征列；新用户也可以。须与 --out 一起使用"},
    {"generate places --users", "签到的用户数"},
    {"* --users", "用户表"},
    {"score --items", "物品 id：3,7"},
    {"index build --items", "物品表，用于过滤和展示。默认：--vectors 的其他列"},
    {"* --items", "物品表"},
    {"similar --item", "物品 id"},
    {"why --item", "物品 id"},
    {"* --item", "物品列"},
    {"* --time", "时间列；''：没有"},
    {"* --type", "事件类型列"},
    {"* --users-id", "用户表的 id 列"},
    {"* --items-id", "物品表的 id 列"},
    {"* --session", "会话列；一次会话的交互构成一个序列。''：没有"},
    {"* --keep-heavy", "保留事件数远多于其他人的用户（机器人）"},
    {"* --set", "设置配置项：KEY=VALUE，例如 train.optimizer.learning_rate=0.01"},
    {"* --runs", "训练结果的文件夹"},
    {"demo CHAPTER", "why：双塔还是单塔；sparse：小众口味。默认：整个故事"},
    {"demo --seed", "数据和初始权重的种子"},
    {"train --resume", "继续该名称最近的一次训练"},
    {"train --minutes", "在这段时间内训练尽可能多的轮数，包括读取和测试"},
    {"evaluate --baselines", "另外给出用训练行和验证行拟合的基线"},
    {"compare --on", "用这份日志中晚于两者训练数据的行比较模型包"},
    {"train --fit", "模型包中的权重：tested 为经过测试的权重；all 为测试后用全部数据行训练的权重"},
    {"evaluate --on", "对模型包：用这份日志中晚于其训练数据的行测试"},
    {"evaluate --without-history", "对模型包：视所有用户为新用户"},
    {"config --schema", "改为打印 JSON Schema，供编辑器使用"},
    {"help KEY", "配置项，例如 train.batch_size；或一组配置项，例如 train。默认：全部配置项"},
    {"generate * --out", "文件所在的文件夹；不存在时创建"},
    {"generate * --format", "文件格式，csv 或 parquet。默认：csv"},
    {"generate * --seed", "种子相同，数据就相同"},
    {"generate pizza --customers", "下单的顾客数；其中 2 % 爱吃榴莲"},
    {"generate pizza --pizzas", "菜单上的披萨数，包括之后推出的"},
    {"generate pizza --orders", "订单数，每单一个披萨；先给每位顾客一单，其余按食量分配"},
    {"generate pizza --days", "从第一单到最后一单的天数；口味在此期间变化"},
    {"generate shop --customers", "浏览和购买的顾客数"},
    {"generate shop --products", "商品目录中的商品数，包括之后上架的"},
    {"generate shop --events", "事件数：浏览、加购和购买"},
    {"generate shop --days", "从第一个事件到最后一个事件的天数"},
    {"generate video --viewers", "平台的观众数"},
    {"generate video --videos", "视频数，包括之后发布的"},
    {"generate video --views", "观看数：开始播放的视频"},
    {"generate video --days", "从第一次观看到最后一次观看的天数"},
    {"generate news --readers", "读者数；其中三分之一从不登录"},
    {"generate news --articles", "这些天以及之前三天发布的文章数"},
    {"generate news --clicks", "点击数：打开的文章"},
    {"generate news --days", "从第一次点击到最后一次点击的天数"},
    {"generate places --places", "地点数，包括之后开业的"},
    {"generate places --checkins", "签到数：到访地点的次数"},
    {"generate places --days", "从第一次签到到最后一次签到的天数"},
    {"* BUNDLE", "模型包或训练结果：runs/NAME/latest"},
    {"recommend --all", "模型包中的所有用户；须与 --out 一起使用"},
    {"recommend --users-for", "精准推送：最适合向其推荐该物品的 k 个用户"},
    {"recommend --out", "输出文件：FILE.parquet、FILE.csv 或 FILE.jsonl"},
    {"recommend --bom", "FILE.csv 以字节顺序标记开头，电子表格据此按 UTF-8 读取中文"},
    {"recommend --diversity", "多样性。0：最好的物品；直到 1：彼此不相似的好物品"},
    {"recommend --caps", "某列的值相同的物品最多几个（JSON）：{\"brand\": 2}"},
    {"recommend --why", "给出每个物品的理由"},
    {"recommend -k", "物品个数；与 --users-for 一起：用户个数"},
    {"* -k", "物品个数"},
    {"* --features", "用户特征（JSON）：{\"age\": 27}"},
    {"* --history",
     "历史物品，从旧到新：3,7，或 @FILE，或 JSON：[{\"item_id\": 3, \"type\": \"buy\", \"time\": "
     "\"2026-11-21\"}]"},
    {"* --context", "请求的上下文特征（JSON）"},
    {"* --events", "历史之后的物品，写法同 --history"},
    {"* --exclude", "要排除的物品 id：3,7，或 [\"a, b\", 7]，或 @FILE（每行一个）"},
    {"* --where",
     "物品必须满足的条件（JSON），用物品表的列写成：{\"category\": {\"under\": \"clothes\"}, "
     "\"price\": {\"max\": 30}}"},
    {"items add --out", "新模型包的文件夹。默认：与 BUNDLE 并列的 BUNDLE.2、BUNDLE.3 等"},
    {"index build --vectors", "含 id 列和向量列（数值列表）的表（Parquet、JSON lines、CSV）"},
    {"index build --id", "id 列。默认：按列名，例如 item_id、id"},
    {"index build --vector", "向量列。默认：唯一含有向量的列"},
    {"index build --similarity",
     "相似度：dot、cosine、euclidean（距离平方的负值）或 manhattan（距离的负值）"},
    {"index build --to", "模型包的文件夹；已有的模型包会被整体替换"},
    {"serve --config", "服务器的配置（YAML）：地址、密钥、限额；命令行选项优先"},
    {"serve --listen", "地址和端口，或 unix:PATH；端口 0：任意空闲端口，并打印出来"},
    {"serve --state", "状态文件夹，保存事件、物品、用户和规则。默认：什么都不保存"},
    {"serve --watch", "新的模型包出现并通过检查后立即启用"},
    {"serve --insecure", "允许其他机器不用密钥访问"},
    {"serve --options", "打印 --config 的配置项"},
    {"export-log STATE", "服务器的状态文件夹"},
    {"export-log --to", "写入的文件夹；之前的导出会被替换"},
    {"backup STATE", "状态文件夹"},
    {"backup --to", "要创建的文件夹，必须尚不存在"},
    {"restore BACKUP", "备份，由 `twotower backup` 或 POST /v1/backups 写出"},
    {"restore --to", "要创建的状态文件夹，必须尚不存在"},
};

}  // namespace

LanguageText text_in_chinese() {
  return {kChinese, kChineseWords, kHelpInChinese};
}

}  // namespace twotower
