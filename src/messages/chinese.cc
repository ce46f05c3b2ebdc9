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
    say_as<RepeatsLeftOut>("{rows} 的验证行再次选择以前选过的物品，而列表中排除了这些物品"),
    say_as<RepeatsFillLists>("只有 {rows} 的验证行再次选择以前选过的物品，而这些物品占满了列表"),
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
    say_as<RepeatsAllowed>("allow：用户常再次选择以前选过的物品"),
    say_as<RepeatsExcluded>("exclude：用户很少再次选择以前选过的物品"),

    // How long it takes.
    say_as<ProgressLeft>("剩 {time}"), say_as<ProgressSeconds>("{seconds} 秒"),
    say_as<ProgressMinutes>("{minutes} 分钟"), say_as<ProgressHours>("{hours} 小时"),

    // The demo.
    say_as<DemoOpening>("一家披萨店，两座塔。{customers} 位顾客、{pizzas} 款披萨、{days} 天里的 "
                        "{orders} 份订单，都由程序生成：每个人的口味我们都知道，模型不知道。"),
    say_as<DemoCustomerLabel>("一位顾客"),
    say_as<DemoCustomer>("{name}，{age} 岁，{district}，{phone}：{ordered}"),
    say_as<DemoTimesOrdered>("{pizza} {times} 次"), say_as<DemoName>("{family}{given}"),
    say_as<DemoPizzaLabel>("一款披萨"),
    say_as<DemoPizza>("{name}：{category}，{price} 元，标签：{tags}"),
    say_as<DemoCategory>("{first}/{second}/{third}"), say_as<DemoUserTowerLabel>("用户塔"),
    say_as<DemoItemTowerLabel>("物品塔"), say_as<DemoInput>("{feature} {width}"),
    say_as<DemoHistory>("历史（最近 {length} 项）{encoder} {width}"),
    say_as<DemoTowersMeet>("两座塔一起训练，互不看对方输入，只在这里相遇：得分 = 用户 · 披萨。所以 "
                           "{pizzas} 款披萨的向量只算一次，在有人来问之前就已算好。"),
    say_as<DemoTrainingLabel>("训练"),
    say_as<DemoTraining>("{epochs} 轮，{seconds} 秒；随机猜的损失为 {guessing}，现在为 {loss}"),
    say_as<DemoNextOrderLabel>("下一单"),
    say_as<DemoNextOrder>("前 10 命中率：随机猜 {guessing}，最多人点 {most_ordered}，item-kNN "
                          "{item_knn}，双塔 {two_towers}，知道所有口味 {optimum}"),
    say_as<DemoWay>("从“最多人点”到“知道所有口味”，双塔走完了这段差距的 "
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
        "{two_towers}，只凭年龄、城区和手机最高 {optimum}：走完了这段差距的 {way}"),
    say_as<DemoNicheLovers>("{customers} 位榴莲爱好者：最多人点 {most_ordered}，双塔 "
                            "{two_towers}，最高 {optimum}：走完了这段差距的 {way}"),
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
    say_as<DemoChanceRises>("由 {before} 升到 {after}"), say_as<DemoServerLabel>("服务器"),
    say_as<DemoServed>(
        "POST {path} {body}：{list}；经 HTTP {milliseconds} 毫秒，{requests} 次的中位数"),
    say_as<DemoEventLabel>("一个事件"),
    say_as<DemoEvent>("POST {path} {body}：{milliseconds} "
                      "毫秒后已写入磁盘，这位访客的列表由“{before}”变为“{after}”"),
    say_as<DemoItemLabel>("一件物品"),
    say_as<DemoItem>(
        "PUT {path} {body}：{milliseconds} 毫秒后已写入磁盘并完成编码，在这位访客的列表中排第 "
        "{place} 名；DELETE：{after}"),
    say_as<DemoItemGone>("下一个列表里就没有了"), say_as<DemoItemStays>("仍排第 {place} 名"),
    say_as<DemoClosing>("一句话：两座塔互不看对方输入，最后才比较，所以一百万款披萨也只需算一次小网"
                        "络、做一次检索。"),
    say_as<DemoPointers>("更多：twotower demo why --lang zh，twotower demo sparse --lang zh   "
                         "报告：{run}/report.html   推荐：twotower recommend {run} --user {user} "
                         "--diversity 0.3 --lang zh   服务：twotower serve {run} --lang zh   "
                         "用您的数据：twotower train interactions.parquet --lang zh"),
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
    say_as<DemoHigher>("高 {by}"), say_as<DemoLower>("低 {by}"),
    say_as<DemoSparseOpening>("稀疏的口味。披萨店开业的头几周：{orders} 份订单，其中 {niche} "
                              "份是榴莲口味；测试中的 {customers} 位顾客里，{lovers} 位爱吃榴莲。"),
    say_as<DemoSparseData>("下一单的前 10 命中率：榴莲爱好者｜全体顾客；前 10 "
                           "里有新榴莲披萨的人数：榴莲爱好者，其他顾客"),
    say_as<DemoIdsOnly>("只有编号"), say_as<DemoWithTags>("+ 标签"),
    say_as<DemoWithHierarchy>("+ 类别层级"), say_as<DemoWithIdDropout>("+ 训练时随机隐藏编号"),
    say_as<DemoSparseLine>(
        "{niche}｜{all}；{lovers} 位爱好者中 {found} 位，{others} 位其他顾客中 {others_found} 位"),
    say_as<DemoSparseBoundsLabel>("对照"),
    say_as<DemoSparseBounds>("最多人点 {most_niche}｜{most_all}，item-kNN "
                             "{knn_niche}｜{knn_all}，知道所有口味 {best_niche}｜{best_all}"),
    say_as<DemoSparseClosing>(
        "一句话：知道披萨是什么样的，{lovers} 位榴莲爱好者中就多 {found} "
        "位看到一款还没人点过的披萨；对有人点过的披萨，他们的命中率{niche}，全体顾客的{all}。"),

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

// Words of the demo's shop.
constexpr std::array kChineseWords = {
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

}  // namespace

LanguageText text_in_chinese() {
  return {kChinese, kChineseWords};
}

}  // namespace twotower
