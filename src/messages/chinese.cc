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

    // Answers.
    say_as<HadOnce>("交互过"), say_as<HadTimes>("交互过 {times} 次"),
    say_as<NearItem>("与交互过的 {item} 相近"), say_as<FitsUser>("适合您的 {feature}"),
    say_as<FitsMoment>("适合当前的 {feature}"), say_as<NearVector>("与所给的向量相近"),
    say_as<PopularItem>("热门：被交互 {times} 次"),
    say_as<UserHadIt>("用户已交互过：已知物品不再推荐（data.repeat）"),
    say_as<NotOfFilter>("不满足请求的过滤条件"), say_as<BreaksRule>("不满足{rule}"),
    say_as<RulesOfBundle>("模型包的规则（serve.rules）"),
    say_as<RulesOfServer>("服务器的规则（/v1/rules）"),
    say_as<RuleOfName>("规则“{rule}”（/v1/rules）"),
    say_as<RuleOfNumber>("第 {number} 条规则（/v1/rules）"),
    say_as<ShownEnough>("{within} 之内已向该用户展示 {times} 次（serve.shown）"),
    say_as<ExcludedByRequest>("被请求排除"), say_as<NotInIndex>("不在此模型包的索引中"),
    say_as<HeadItem>("物品"), say_as<HeadScore>("得分"), say_as<HeadMatch>("百分位"),
    say_as<MatchIsPercentile>(
        "百分位：对这次请求，目录中得分低于它的物品所占的比例（名次百分位，即 match）"),
    say_as<MostPopularItems>("没有该用户的任何信息：给出最热门的物品"),
    say_as<RowsOfEachItem>("没有该用户的任何信息：给出每个物品的训练行数"),
    say_as<FewerItems>(
        "少于所要的数量：目录共 {catalog} 个物品，不满足过滤条件 {filter} 个，不满足规则 {rules} "
        "个，已交互 {seen} 个，请求排除 {exclude} 个，因 caps 上限略去 {caps} 个"),
    say_as<ValuesUnknown>("{field}：{values} 个未知的值"),
    say_as<WroteLists>("{path}：{users} 个用户，每人最好的 {items} 个物品"),
    say_as<NotInCatalog>("不在目录中"), say_as<ItemNamed>("{id}（{label}）"),
    say_as<LabelItem>("物品"), say_as<LabelRank>("名次"), say_as<LabelWhyNot>("未推荐"),
    say_as<LabelUser>("用户"), say_as<LabelNearest>("相近"), say_as<LabelMoves>("影响"),
    say_as<RankOfItem>("全部 {items} 个物品中第 {rank} 名"),
    say_as<PlaceOfItem>("，可推荐的 {items} 个中第 {place} 名"),
    say_as<StandingOfItem>("   得分 {score}   名次百分位 {match}"),
    say_as<RanksByPopularity>("没有任何信息：物品按热度排序"), say_as<CosineOf>("余弦"),
    say_as<TakenTimes>("交互过 {times} 次"), say_as<LastTakenAt>("，最近一次 {time}"),
    say_as<OfUserFeature>("用户"), say_as<OfMomentFeature>("情境"), say_as<OfHistory>("全部历史"),
    say_as<OfHistoryItem>("历史中"), say_as<OfItemFeature>("物品"), say_as<EffectOnScore>("得分"),
    say_as<EffectOnPlaces>("名次"),
    say_as<EffectExplained>("（有它时减去没有它时：大于 0 表示对该物品有利）"),

    // Commands.
    say_as<LabelWrote>("写入"), say_as<LabelChecked>("检查"), say_as<LabelNext>("下一步"),
    say_as<LabelColumns>("列"), say_as<LabelLeftOut>("未写入"),
    say_as<ItemsAdded>("{path}：新增 {added} 个物品，替换 {replaced} 个，共 {items} 个"),
    say_as<ItemsGeneration>("版本 {generation}，来自 {parent}；没有重新训练"),
    say_as<ItemsWithoutValues>("{items} 个新物品没有 {columns} 的任何值：模型无法区分它们"),
    say_as<ItemsByIdAlone>(
        "{items} 个新物品：模型只读物品的 id，无法区分它们；请用物品特征训练（--items FILE）"),
    say_as<IndexWritten>(
        "{path}：{items} 个物品，向量为 {dim} 维（{column} 列），按 {similarity} 比较"),
    say_as<IndexGeneration>("版本 {generation}；model 为 {model}，带 user_vector 的请求须写明它"),
    say_as<IndexColumns>("{columns}：可用于过滤，并随结果显示"),
    say_as<IndexLeftOut>("{columns}：疑似隐私、其他向量或对象"),
    say_as<IndexItemsWithoutRow>("{items} 个物品不在物品表中：它们的各列为缺失"),
    say_as<IndexZeroVectors>("{vectors} 个向量全为零：对谁的得分都一样"),
    say_as<LogExported>(
        "{folder}：{events} 个事件，{files} 个文件，到日志 {log} 的位置 {position}"),
    say_as<LogTrainedOn>("{command} 会一并用来训练"),
    say_as<LogTimesLeftOut>("{events} 个事件：时间早于 1995 年或晚于明天"),
    say_as<LogNamesLeftOut>("{names} 个很少出现的 context 名称，例如 `{example}`"),
    say_as<BackedUp>("{path}：截至位置 {position} 的全部内容"),
    say_as<StateRestored>("{path}：所有文件都已校验"),
    say_as<StateServed>("{command} 会用它提供服务"),
    say_as<GenerationLeftOut>("一个已损坏且不在服务的模型包：{problem}"),
    say_as<WorldWritten>("{folder}：{users} 个用户，{items} 个物品，{interactions} 条交互"),
    say_as<LabelTruth>("真值"),
    say_as<WorldTruth>(
        "知道真实偏好时，展示十个物品，{knowing} 的行命中下一个物品；随机猜测为 {guessing}"),
    say_as<LabelServing>("服务"),

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
