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

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.
    say_as<ListOfNoItems>("k 为 0；请至少要一个物品"),
    say_as<DiversityOutOfRange>("diversity 为 {diversity}；允许 0（不打散）到 1（最多样）"),
    say_as<DiverseListTooLong>("k 为 {k}；diversity 为 {diversity} 的列表最多 {max} "
                               "个物品：请少要一些，或把 diversity 设为 0"),
    say_as<ShownToNobody>("log_shown 需要 user_id；请给出 user_id"),
    say_as<AnswerTooLate>("无法在 timeout_ms 之内回答；请放宽时间，或稍后再试"),
    say_as<CursorMalformed>("cursor 不是本服务器给出的；取第一页时请不要带它"),
    say_as<CursorOfOtherRequest>(
        "cursor 属于另一个请求：各页之间只有 k、why 和 timeout_ms 可以不同"),
    say_as<CursorOfOtherGeneration>(
        "cursor 所属的那一代模型已不在这里回答；请不要带它，从第一页重新开始"),
    say_as<VectorWithoutModel>("缺少 model：user_vector 必须附上生成它的模型，即回答中的 model"),
    say_as<VectorOfOtherModel>("user_vector 由模型 {given} 生成，这里是 "
                               "{model}：不同的塔给出的向量不能混用；请用这里的模型重新生成"),
    say_as<VectorWrongLength>("user_vector 有 {numbers} 个数，而塔给出 {dim} 个；请给出 {dim} 个"),
    say_as<VectorTooLong>("user_vector 中有元素超出 -{max} 到 {max} 的范围；请改为范围之内的值"),
    say_as<CatalogLacksItem>("物品 {id} 不在目录中（共 {items} 个物品）"),
    say_as<CatalogHasOtherItem>("物品 {id} 不在目录中（共 {items} 个物品）；是否想写 {nearest}？"),
    say_as<RequestMapNeeded>("{field} 必须是从列名到值的映射"),
    say_as<RequestValueNested>(
        "{field} 中还有列表或映射；特征只能是数字、文字，或由它们组成的列表"),
    say_as<RequestTypesMixed>("{field} 混用了文字和数字；请只用其中一种"),
    say_as<RequestListsMixed>("{field} 混用了列表和单个值；请只用其中一种"),
    say_as<RequestNameUnread>("模型不读取 {field}；它读取 {known}"),
    say_as<RequestNameNearlyRead>("模型不读取 {field}；是否想写 {nearest}？它读取 {known}"),
    say_as<RequestReadsNone>("模型不读取 {field}，也没有任何可读取的；请去掉它"),
    say_as<EventMalformed>("{field} 不是事件；允许：物品 id，或 {example}"),
    say_as<EventWithoutItem>("{field} 需要 item_id：整数或文字"),
    say_as<EventTypeMalformed>("{field} 必须是文字"),
    say_as<EventTimeMalformed>(
        "{field} 不是时间；允许：2026-11-21T08:30:00Z，或自 1970 年起的数字"),
    say_as<EventTypeMissing>("缺少 {field}：模型的序列 {sequence} 按类型读取事件；请写 {example}"),
    say_as<EventTypeUnread>("模型不读取 {event}.type：它没有事件类型，序列读取的是 "
                            "{columns}；请写在 {event}.context 之下"),
    say_as<EventTimeOutOfRange>("{field} 为 {time}，允许：从公元 1 年到服务器当前时间 {now} "
                                "之后五分钟；数字是自 1970 年起的秒、毫秒、微秒或纳秒"),
    say_as<BodyFieldMissing>("缺少 {field}；请给出"),
    say_as<BodyListMissing>("缺少 {field}；请求体应为 {body}"),
    say_as<BodyFieldUnknown>("{field} 是未知的键；请求体应为 {body}"),
    say_as<BodyNameWithNul>("{field} 中有名称含 NUL，列名不会含它；请去掉"),
    say_as<BodyPartTooLarge>("{field} 有 {bytes} 字节，最多允许 {max} 字节"),
    say_as<FilterTooLarge>("{field} 有 {parts} 个测试和条件；最多允许 {max} 个"),
    say_as<RulesTooMany>("rules 有 {rules} 条，最多允许 {max} 条"),
    say_as<RuleItemsNull>("items 为 null；请给出物品必须满足的条件：{example}"),
    say_as<RuleFieldUnknown>(
        "{field} 不是请求的字段；允许：user_id、user.COLUMN、context.COLUMN、time"),
    say_as<RuleTimeMalformed>("{field} 的 min、max、above 和 below "
                              "须为时间：2026-12-24T18:00:00Z、2026-12-24，或自 1970 年起的数字"),
    say_as<ServerKeepsNothing>("这个服务器不保存任何事件；请用 --state FOLDER 重新启动"),
    say_as<ServerKeepsNoGenerations>("这个服务器不保存各代模型；请用 --state FOLDER 重新启动"),
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
    say_as<GoldenRefused>("{users} 个黄金用户中有 {refused} 个，其回答与应有物品的重合低于 "
                          "{overlap}：{answers}；请重新训练，或修改文件中的要求"),
    say_as<GoldenUnanswered>("{user}（{problem}）"), say_as<GoldenMissed>("{user}（{overlap}）"),

    // Errors of HTTP.
    say_as<HttpMalformed>("不是 HTTP/1.1 请求：{problem}"),
    say_as<HttpUnparsed>("不是 HTTP/1.1 请求：{reason}"),
    say_as<HttpLineEnd>("每行必须以 CR LF 结尾"), say_as<HttpControlInHeader>("请求头中有控制字符"),
    say_as<HttpFoldedLine>("请求头中有折行"), say_as<HttpVersionWrong>("version 不是 1.0 或 1.1"),
    say_as<HttpTargetRelative>("target 不以 / 开头"),
    say_as<HttpTargetControl>("target 中有控制字符"), say_as<HttpTargetNul>("target 中有 NUL"),
    say_as<HttpFieldDuplicate>("{field} 重复；只能出现一次"),
    say_as<HttpEncodingTooNew>("HTTP/1.0 不允许 Transfer-Encoding；请写 Content-Length"),
    say_as<HttpEncodingAndLength>("Transfer-Encoding 与 Content-Length 同时出现；请只写其中一个"),
    say_as<HttpEncodingUnknown>("Transfer-Encoding 必须正好是 \"chunked\""),
    say_as<HttpLengthMalformed>("Content-Length 不是单纯的数字"),
    say_as<HttpHostMissing>("缺少 Host"),
    say_as<HttpQueryMalformed>("查询部分不是百分号编码：请写成 {example}"),
    say_as<HttpQueryDuplicate>("{key} 重复；请只在查询部分或请求体中写一次"),
    say_as<HttpPathIdMalformed>("路径中的 id 不是百分号编码的文字：/ 请写作 %2F"),
    say_as<HttpTooLarge>("请求太大：{part}"), say_as<HttpBodyPart>("请求体（limits.body_bytes）"),
    say_as<HttpHeaderPart>("请求头（limits.header_bytes）"),
    say_as<HttpHeaderLinesPart>("请求头的行数（limits.header_lines）"),
    say_as<HttpChunksPart>("请求体的分块（limits.header_bytes、limits.body_bytes）"),
    say_as<HttpChunkLinesPart>("分块的行（limits.header_bytes）"),
    say_as<HttpTrailersPart>("请求体之后的字段（limits.header_lines）"),
    say_as<HttpHostUnknown>("Host {host} 不是本服务器的主机名；它的主机名有 {known}"),
    say_as<HttpOriginOther>("Origin {origin} 是别的网站"),
    say_as<HttpTypeMissing>("缺少 Content-Type；请求体必须是 application/json"),
    say_as<HttpTypeWrong>("Content-Type 为 {type}；请求体必须是 application/json"),
    say_as<HttpKeyMissing>("需要密钥，且只写一次：Authorization: Bearer KEY 或 api-key: KEY"),
    say_as<HttpKeyInvalid>("密钥无效"),
    say_as<HttpKeyTooWeak>("这个密钥权限不足；请用 {option} 中的密钥"),
    say_as<HttpPathUnknown>("服务器没有这个地址：{path}"),
    say_as<HttpMethodWrong>("{path} 只接受 {methods}"),
    say_as<HttpBodyNotArray>("请求体不是 JSON 数组"),
    say_as<HttpBodyNotObject>("请求体不是 JSON 对象"),
    say_as<HttpBodyKeysMore>("{field} 之外还有别的键；请求体应为 {body}"),
    say_as<HttpListTooLong>("k 为 {k}，最多允许 {max}（limits.k）"),
    say_as<HttpFilterTooLarge>(
        "filter 有 {parts} 个测试和条件，最多允许 {max} 个（limits.filter_nodes）"),
    say_as<HttpBatchTooLarge>("{field} 有 {elements} 个元素，最多允许 {max} 个（limits.batch）"),
    say_as<HttpBatchItemsTooMany>(
        "requests 一共要 {items} 个物品，最多允许 {max} 个（limits.batch_items）"),
    say_as<HttpCallTooLarge>(
        "{field} 有 {elements} 个，每次调用最多允许 {max} 个（limits.{field}）"),
    say_as<HttpItemUnknown>("没有物品 {id}"), say_as<HttpUserUnknown>("没有用户 {id}"),
    say_as<HttpRequestLate>("请求没有在限定时间内到齐"),
    say_as<HttpRequestsWait>("等待的请求太多；请稍后再试"),
    say_as<HttpDiskCallsWait>("还有 {calls} 个调用在等待磁盘；请稍后再试"),
    say_as<ListenMalformed>(
        "listen 为 {listen}；请写 127.0.0.1:8080（端口 0 由系统选择），或 unix:PATH"),
    say_as<ListenAddressMalformed>("{address} 不是数字形式的地址：127.0.0.1、[::1]"),
    say_as<ListenPathTooLong>("{listen} 的路径有 {length} 个字符，最多允许 {max} 个"),
    say_as<ListenWithoutKeys>(
        "listen 为 {listen}，其他机器可以访问，却没有密钥；请在服务器的配置中给出 "
        "`keys`，或在代理之后监听 127.0.0.1，或加上 --insecure"),
    say_as<ListenPathTaken>("另一个服务器正在监听 {listen}；请换一个路径"),
    say_as<ListenPortFailed>("无法监听 {listen}：{reason}；请换一个端口，或用 0 由系统选择"),
    say_as<ListenPathFailed>("无法监听 {listen}：{reason}；请换一个路径"),
    say_as<ServerSilent>("服务器没有回答：{reason}"),
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

    // Errors of what commands and programs ask for.

    // Errors of the command line.
};
static_assert(covers(kChinese, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_chinese() {
  return kChinese;
}

}  // namespace twotower
