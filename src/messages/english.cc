#include "messages/catalog.h"

namespace twotower {
namespace {

constexpr std::array kEnglish = {
    // Checks of the data.
    say_as<HeavyUsersKept>("{users} users make {share} of all events (bots?): kept: {names}"),
    say_as<HeavyUsersLeftOut>(
        "{users} users make {share} of all events (bots?): left out: {names}"),
    say_as<UnjoinableUsers>(
        "{rows} of rows name one of {missing} users missing from the table: kept, by id only"),
    say_as<UnjoinableItems>(
        "{rows} of rows name one of {missing} items missing from the table: kept, by id only"),
    say_as<UnusedUsers>("{unused} of {all} users never occur in the interactions"),
    say_as<UnusedItems>("{unused} of {all} items never occur in the interactions"),
    say_as<SameTimeByFile>("{rows} of rows share their time with another of the same user or "
                           "session: their order is that of the file"),
    say_as<SameTimeByColumn>("{rows} of rows share their time with another of the same user or "
                             "session: the order column decides"),
    say_as<DuplicateRows>("{rows} of rows repeat another in user, item and time: kept"),
    say_as<OneMoment>("{rows} of rows have one and the same time: a default value?"),
    say_as<FarTimes>("less than 1 % of the rows lie farther from the others in time than those "
                     "from one another: wrong clocks?"),
    say_as<RowsBehind>("{rows} rows ({share}) lie a day or more behind rows above them, in a file "
                       "that is in the order of time: late arrivals, or times that were shifted"),
    say_as<LoggedTwice>("{rows} of the rows repeat the same user's row of the same item within 10 "
                        "seconds: logged twice?"),
    say_as<TestLoggedTwice>("{test} of the test rows stand in the history that they are asked "
                            "from, not 10 seconds before; {rows} of the rows repeat the same "
                            "user's row of the same item within 10 seconds: logged twice?"),
    say_as<TestRowsInTraining>("{test} of the test rows stand in training, too (equal user, item "
                               "and time); {training} of the training rows have such a twin"),
    say_as<UntimedTestRowsInTraining>("{test} of the test rows stand in training, too (equal user, "
                                      "item); {training} of the training rows have such a twin"),
    say_as<TestMomentsShared>("{test} of the test rows have a twin of the same item and time, "
                              "{validation} of the validation rows"),
    say_as<TestRunsCopied>("{test} of the test rows end a run of {length} rows that stands in "
                           "training, too, {validation} of the validation rows"),
    say_as<TestRowsShifted>(
        "{test} of the test rows lie at one and the same distance behind their user's training row "
        "of the same item, {validation} of the validation rows"),
    say_as<TestItemsKnown>("{test} of the test rows name an item that their user took in training, "
                           "{validation} of the validation rows"),
    say_as<CopiedUsers>("{share} of the users or sessions of {items} different items or more have "
                        "the history of another, from its start on"),
    say_as<TellsItem>("belongs to the item: it has one value in {rows} of the rows of an item, so "
                      "a request that knew it would know the answer"),
    say_as<LaterThanRow>("is later than its row in {rows} of the rows, and {beyond} of {at_end} "
                         "rows shortly before the end of the data name a time beyond it"),
    say_as<LaterTimesOfUsers>(
        "{times} of its times, of users that training knows, lie in the test's period"),
    say_as<LaterTimesOfItems>(
        "{times} of its times, of items that training knows, lie in the test's period"),
    say_as<KnowsTotals>("follows the {total} by {explained}, what is known at its row by {past}"),
    say_as<KnowsTestTotals>(
        "follows the {total} by {explained}, what is known before the test by {past}"),
    say_as<NamesNextRow>(
        "names the {property} of the next row of the {group}, and not of its own or the one "
        "before, in {next} of {rows} rows; the other way round in {past}"),
    say_as<NamesLater>("names the {property} of what comes later in the sequence, and not before, "
                       "in {later} of {rows} rows; the other way round in {past}"),
    say_as<NamesTestTargetOfUsers>(
        "names the {property} of what is taken in the test, and never before, for {later} of {all} "
        "users; the other way round for {past}"),
    say_as<NamesTestTargetOfItems>(
        "names the {property} of what is taken in the test, and never before, for {later} of {all} "
        "items; the other way round for {past}"),
    say_as<TellsTestTarget>("tells the {property} of what is taken in the test by {test}, in "
                            "validation by {validation}"),
    say_as<AgreesWithTest>(
        "agrees with the {property} of what its user takes in the test in {test} of the rows "
        "beyond chance, of what the user took before in {known}"),
    say_as<FitsItemNamed>(
        "fits what its user takes in the test in {test} of the rows beyond chance, what the user "
        "took in validation in {known}, by what training knows of the item that it names"),
    say_as<FitsLevel>(
        "fits what its user takes in the test in {test} of the rows beyond chance, what the user "
        "took in validation in {known}, by what training knows of users with the same value"),
    say_as<TellsSplit>("says which rows are the test: {test} of them have the value `{value}`, and "
                       "{others} of the other rows"),
    say_as<LeakNamed>(": kept, since the config names it; take it out of `features`"),
    say_as<LeakUnread>(": not read by any feature"), say_as<LeakKept>(": kept"),
    say_as<LeakDropped>(": left out"), say_as<ColumnValue>("{column}"), say_as<IdValue>("id"),
    say_as<EventWeight>("weight"), say_as<TotalOfGroup>("{figure} of the {group}"),
    say_as<TotalInPart>("{figure} in {part}"), say_as<SumOf>("sum of {value}"),
    say_as<MeanOf>("mean {value}"), say_as<NextOf>("next {value}"),
    say_as<SumSoFar>("sum of {value} so far"), say_as<MeanSoFar>("mean {value} so far"),
    say_as<TotalDays>("days"), say_as<TotalOthers>("distinct others"),
    say_as<FirstTime>("first time"), say_as<LastTime>("last time"), say_as<TotalLength>("length"),
    say_as<NextTime>("next time"), say_as<NumberOfRows>("number of rows"),
    say_as<RowsLeft>("number of rows left"), say_as<PlaceInOrder>("place in the order"),
    say_as<TotalRows>("rows"), say_as<RowsOfLast14Days>("rows of the last 14 days"),
    say_as<RowsOfLast30Days>("rows of the last 30 days"),
    say_as<RowsOfLast7Days>("rows of the last 7 days"),
    say_as<RowsOfLastDay>("rows of the last day"), say_as<RowsOfLastHalf>("rows of the last half"),
    say_as<RowsOfLastQuarter>("rows of the last quarter"), say_as<RowTime>("time"),
    say_as<TimeFromFirstToLast>("time from first to last"), say_as<TimeLeft>("time left"),
    say_as<TimeSinceRowBefore>("time since the row before"),
    say_as<TimeSinceStart>("time since the start"), say_as<TimeToNextRow>("time to the next row"),
    say_as<OfSequence>("sequence"), say_as<OfUser>("user"), say_as<OfSession>("session"),
    say_as<OfItem>("item"), say_as<OfUsersDay>("user's day"), say_as<OfItemsDay>("item's day"),
    say_as<InTraining>("training"), say_as<InTrainingAndValidation>("training and validation"),
    say_as<InTest>("the test"), say_as<InAllParts>("all parts"),
    say_as<TooFewEpochs>(
        "validation was still improving in the last of {epochs} {epochs:epoch|epochs}"),
    say_as<RateTooHigh>("the first of {epochs} epochs was the best: the learning rate {rate} "
                        "(tables {tables}) is too high"),
    say_as<SameLists>("two random users share {shared} of 10 items of their lists (item-kNN: "
                      "{knn}): scores hardly depend on the user at temperature {temperature}"),
    say_as<SameListsUncorrected>(
        "two random users share {shared} of 10 items of their lists (item-kNN: {knn}): scores "
        "hardly depend on the user, and frequent items are not corrected (log_q)"),
    say_as<UnreadTables>("no feature reads a column of {tables} of the given tables: {names}"),
    say_as<NewItemsByIdsAlone>(
        "{targets} of the test targets are items that training did not see, and the item tower "
        "reads nothing but ids: give it columns of the items (--items FILE)"),
    say_as<NewItemsOfIds>("{targets} of the test targets are items that training did not see, and "
                          "it learned to rely on ids"),
    say_as<UnknownToTraining>(
        "{rows} of the test rows have a value of {feature} that training did not "
        "keep: all are the unknown one"),
    say_as<RareToTraining>("{rows} of the test rows have a value of {feature} that training did "
                           "not keep: all are the unknown one (min_count {min_count})"),
    say_as<RepeatsLeftOut>("{rows} of the validation rows return to a known item, and known items "
                           "are left out of the lists"),
    say_as<RepeatsFillLists>("only {rows} of the validation rows return to a known item, and known "
                             "items fill the lists"),
    say_as<TastesMove>("tastes move: the newest quarter of the training rows has {newest} of its "
                       "items in common with the test, all of them {all}"),
    say_as<FewEventsForEncoder>("users have {events} training events on average: little to learn a "
                                "taste from; a mean needs less than an encoder with weights"),
    say_as<FewEventsForVectors>("users have {events} training events on average: little to learn a "
                                "taste from; smaller vectors need less"),
    say_as<TrainingIsLater>(
        "{rows} of the training rows are later than a test row: no figure of production"),
    say_as<VerdictOpen>("NOT better than {rival} in {metric} as far as can be told: {gain} %, but "
                        "fewer than {users} test users."),
    say_as<VerdictBetter>(
        "{gain} % better than {rival} in {metric} (95 %: {low}..{high}). Worth an A/B test."),
    say_as<VerdictNotBetter>(
        "NOT better than {rival} in {metric} ({gain} %, 95 %: {low}..{high})."),
    say_as<RivalItemKnn>("item-kNN"), say_as<RivalPopularity>("popularity"),
    say_as<RivalUserPopularity>("user popularity"), say_as<InfinitelyMany>("infinitely many"),
    say_as<Comma>(", "),

    // Errors that hold another.
    say_as<PlainText>("{text}"), say_as<ErrorAt>("{place}: {problem}"),
    say_as<ErrorBelow>("{path}{problem}"), say_as<FileDamaged>("{path} is damaged: {problem}"),
    say_as<ModelFileDamaged>("{path} is damaged or of another model: {problem}"),
    say_as<ColumnDamaged>("{path} is damaged: column '{column}' {problem}"),
    say_as<HeaderUnreadable>("its header cannot be read: {problem}"),
    say_as<FeatureStateUnreadable>("has a state that its features cannot read: {problem}"),
    say_as<ErrorFound>("{problem}\n  {key}: {finding}"),
    say_as<BundleThere>("{problem}; {path} has one"),
    say_as<BundleNear>("{problem}; did you mean {path}?"),
    say_as<WriteJson>("{problem}; write {flag} {text}"),
    say_as<WriteJsonAs>("{problem}; write e.g. {flag} {text}"),
    say_as<RowUnusable>("{option}: {path}: row {row}: {problem}"),
    say_as<BadRowAdvice>(
        "{problem}. Fix the row, or leave such rows out: --set {option}.on_bad_row=skip"),
    say_as<TooManyBadRows>(
        "{option}.on_bad_row: more than {max} rows cannot be used, so this is no slip; fix the "
        "data or its options, or raise {option}.on_bad_row.max. The first: {first}"),
    say_as<RulesDoNotFit>("{problem}; this bundle cannot hold to the rules that the server was "
                          "told (PUT /v1/rules): serve the one before, and change them there"),
    say_as<RecordUnreadable>("what the state folder says of generations cannot be read: {problem}; "
                             "take another copy of the folder"),
    say_as<StateOfServer>("{path} belongs to a server that runs; have that write a backup, POST "
                          "/v1/backups, or end it"),

    // Errors of files, options, JSON and tensors.

    // Errors of columns, conditions and features.

    // Errors of tables and what is read of them.

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.
    say_as<ListOfNoItems>("k is 0; ask for at least one item"),
    say_as<DiversityOutOfRange>("diversity is {diversity}; it is 0 (off) to 1 (most diverse)"),
    say_as<DiverseListTooLong>("k is {k}; a list with diversity {diversity} has at most {max} "
                               "items: ask for fewer, or for diversity 0"),
    say_as<ShownToNobody>("log_shown needs a user_id"),
    say_as<AnswerTooLate>("the answer would come after timeout_ms; allow more, or try later"),
    say_as<CursorMalformed>(
        "cursor is not a cursor of this server; leave it out for the first page"),
    say_as<CursorOfOtherRequest>(
        "cursor is of another request: only k, why and timeout_ms may differ between pages"),
    say_as<CursorOfOtherGeneration>("cursor is of a generation that does not answer here any more; "
                                    "leave it out for the first page"),
    say_as<VectorWithoutModel>(
        "model is missing: user_vector comes with the model that made it, as answers name it"),
    say_as<VectorOfOtherModel>("user_vector is of model {given}, here is {model}: vectors of other "
                               "towers do not fit; make it anew with these"),
    say_as<VectorWrongLength>(
        "user_vector has {numbers} {numbers:number|numbers}, the towers give {dim}"),
    say_as<VectorTooLong>("user_vector has an element beyond -{max} to {max}"),
    say_as<CatalogLacksItem>("item '{id}' is not in the catalog of {items} {items:item|items}"),
    say_as<CatalogHasOtherItem>(
        "item '{id}' is not in the catalog of {items} {items:item|items}; did you mean {nearest}?"),
    say_as<RequestMapNeeded>("{field} must be a map from columns to values"),
    say_as<RequestValueNested>(
        "{field} holds a list or map; a feature is a number, a text or a list of those"),
    say_as<RequestTypesMixed>("{field} mixes texts and numbers; give one of them"),
    say_as<RequestListsMixed>("{field} mixes lists and single values; give one of them"),
    say_as<RequestNameUnread>("{field} is not read by the model; it reads {known}"),
    say_as<RequestNameNearlyRead>(
        "{field} is not read by the model; did you mean {nearest}? it reads {known}"),
    say_as<RequestReadsNone>("{field} is not read by the model; it reads none: leave it out"),
    say_as<EventMalformed>("{field} is not an event; allowed: an item id, or {example}"),
    say_as<EventWithoutItem>("{field} needs an item_id, an integer or a text"),
    say_as<EventTypeMalformed>("{field} must be a text"),
    say_as<EventTimeMalformed>(
        "{field} is not a time; allowed: 2026-11-21T08:30:00Z, or a number since 1970"),
    say_as<EventTypeMissing>("{field} is missing: the sequence {sequence} of this model reads "
                             "events by their type; give {example}"),
    say_as<EventTypeUnread>("{event}.type is not read: this model has no types, its sequences read "
                            "{columns}; give them under {event}.context"),
    say_as<EventTimeOutOfRange>(
        "{field} is {time}, allowed: from the year 1 to five minutes after {now}, the time of this "
        "server; a number is seconds, milli-, micro- or nanoseconds since 1970"),
    say_as<BodyFieldMissing>("{field} is missing; give it"),
    say_as<BodyListMissing>("{field} is missing; the body is {body}"),
    say_as<BodyFieldUnknown>("{field} is unknown; the body is {body}"),
    say_as<BodyNameWithNul>("{field} has a name with NUL, which no column has; leave it out"),
    say_as<BodyPartTooLarge>("{field} has {bytes} bytes, allowed: at most {max}"),
    say_as<FilterTooLarge>("{field} has {parts} tests and conditions; allowed: {max}"),
    say_as<RulesTooMany>("rules are {rules}, allowed: at most {max}"),
    say_as<RuleItemsNull>("items is null; give the condition that items must pass: {example}"),
    say_as<RuleFieldUnknown>(
        "{field} is not a field of a request; allowed: user_id, user.COLUMN, context.COLUMN, time"),
    say_as<RuleTimeMalformed>("{field} takes min, max, above and below a time: "
                              "2026-12-24T18:00:00Z, 2026-12-24, or a number since 1970"),
    say_as<ServerKeepsNothing>(
        "this server keeps nothing of what happens; start it with --state FOLDER"),
    say_as<ServerKeepsNoGenerations>(
        "this server keeps no generations; start it with --state FOLDER"),
    say_as<ServerStops>("the server stops; try again once it is back"),
    say_as<ItemsWait>("{items} {items:item waits|items wait} to be written; try later"),
    say_as<ActivationsWait>("{calls} activations and backups wait; try later"),
    say_as<GenerationUnknown>("there is no generation {id}; GET /v1/generations lists them"),
    say_as<GenerationOfOtherData>(
        "it has none of the {items} {items:item that is|items that are} served: it seems to be of "
        "other data; if it is not, POST /v1/generations/{id}:activate"),
    say_as<ShelfFileUnreadable>("{path} cannot be read: {reason}"),
    say_as<ShelfFull>("a copy of the bundle and what else the state folder takes need {needed} "
                      "MiB, and the disk of {path} has {available}; free some of it"),
    say_as<BundleChanges>("{path} changes while it is read; try again once it is complete"),
    say_as<GoldenNotList>("{path} is not a list; it is {example}"),
    say_as<GoldenRefused>(
        "answers of {refused} of {users} golden {users:user|users} have less than {overlap} of "
        "their items: {answers}; train again, or change what the file wants"),
    say_as<GoldenUnanswered>("{user} ({problem})"), say_as<GoldenMissed>("{user} ({overlap})"),

    // Errors of HTTP.
    say_as<HttpMalformed>("not an HTTP/1.1 request: {problem}"),
    say_as<HttpUnparsed>("not an HTTP/1.1 request: {reason}"),
    say_as<HttpLineEnd>("a line ends in CR LF"),
    say_as<HttpControlInHeader>("a control character in the header"),
    say_as<HttpFoldedLine>("a folded line in the header"),
    say_as<HttpVersionWrong>("version is not 1.0 or 1.1"),
    say_as<HttpTargetRelative>("target does not begin with /"),
    say_as<HttpTargetControl>("target has a control character"),
    say_as<HttpTargetNul>("target has a NUL"),
    say_as<HttpFieldDuplicate>("duplicate {field}; send it once"),
    say_as<HttpEncodingTooNew>(
        "Transfer-Encoding is not allowed in HTTP/1.0; send a Content-Length"),
    say_as<HttpEncodingAndLength>(
        "Transfer-Encoding stands beside Content-Length; send one of them"),
    say_as<HttpEncodingUnknown>("Transfer-Encoding is not exactly \"chunked\""),
    say_as<HttpLengthMalformed>("Content-Length is not a plain number"),
    say_as<HttpHostMissing>("Host is missing"),
    say_as<HttpQueryMalformed>("the query is not one in percent-encoding: write {example}"),
    say_as<HttpQueryDuplicate>("duplicate {key}; give it once, in the query or in the body"),
    say_as<HttpPathIdMalformed>(
        "the id in the path is not a text in percent-encoding: write %2F for a /"),
    say_as<HttpTooLarge>("the request is too large: {part}"),
    say_as<HttpBodyPart>("its body (limits.body_bytes)"),
    say_as<HttpHeaderPart>("its header (limits.header_bytes)"),
    say_as<HttpHeaderLinesPart>("lines of its header (limits.header_lines)"),
    say_as<HttpChunksPart>("chunks of its body (limits.header_bytes, limits.body_bytes)"),
    say_as<HttpChunkLinesPart>("lines of chunks (limits.header_bytes)"),
    say_as<HttpTrailersPart>("fields behind its body (limits.header_lines)"),
    say_as<HttpHostUnknown>("Host {host} is not this server's; it is known as {known}"),
    say_as<HttpOriginOther>("Origin {origin} is another site"),
    say_as<HttpTypeMissing>("Content-Type is missing; bodies are application/json"),
    say_as<HttpTypeWrong>("Content-Type is {type}; bodies are application/json"),
    say_as<HttpKeyMissing>("a key is needed, once: Authorization: Bearer KEY, or api-key: KEY"),
    say_as<HttpKeyInvalid>("the key is not valid"),
    say_as<HttpKeyTooWeak>("the key does not open this; one of {option} does"),
    say_as<HttpPathUnknown>("there is nothing at {path}"),
    say_as<HttpMethodWrong>("{path} takes {methods}"),
    say_as<HttpBodyNotArray>("the body is not a JSON array"),
    say_as<HttpBodyNotObject>("the body is not a JSON object"),
    say_as<HttpBodyKeysMore>("{field} is not all; the body is {body}"),
    say_as<HttpListTooLong>("k is {k}, allowed: at most {max} (limits.k)"),
    say_as<HttpFilterTooLarge>(
        "filter has {parts} tests and conditions, allowed: at most {max} (limits.filter_nodes)"),
    say_as<HttpBatchTooLarge>(
        "{field} has {elements} elements, allowed: at most {max} (limits.batch)"),
    say_as<HttpBatchItemsTooMany>(
        "requests asks for {items} items, allowed: at most {max} (limits.batch_items)"),
    say_as<HttpCallTooLarge>(
        "{field} are {elements}, allowed: at most {max} a call (limits.{field})"),
    say_as<HttpItemUnknown>("there is no item {id}"),
    say_as<HttpUserUnknown>("there is no user {id}"),
    say_as<HttpRequestLate>("the request did not come in time"),
    say_as<HttpRequestsWait>("too many requests wait; try later"),
    say_as<HttpDiskCallsWait>("{calls} calls wait for the disk; try later"),
    say_as<ListenMalformed>(
        "listen is {listen}; write 127.0.0.1:8080, port 0 for a free one, or unix:PATH"),
    say_as<ListenAddressMalformed>("{address} is not an address in numbers: 127.0.0.1, [::1]"),
    say_as<ListenPathTooLong>("{listen} has a path of {length} characters, allowed: {max}"),
    say_as<ListenWithoutKeys>(
        "listen is {listen}, which other machines reach, and there are no keys; give `keys` in the "
        "server's config, listen at 127.0.0.1 behind a proxy, or say --insecure"),
    say_as<ListenPathTaken>("another server listens at {listen}; choose another path"),
    say_as<ListenPortFailed>(
        "cannot listen at {listen}: {reason}; choose another port, 0 for a free one"),
    say_as<ListenPathFailed>("cannot listen at {listen}: {reason}; choose another path"),
    say_as<ServerSilent>("the server does not answer: {reason}"),
    say_as<ServerThreadsFailed>(
        "cannot start {threads} {threads:thread|threads}: {reason}; take fewer"),
    say_as<WatchWithoutFolder>("generations.watch keeps the bundles that it finds, and there is no "
                               "folder for them; give --state FOLDER"),
    say_as<KeysTooMany>("{option} has {keys} keys, allowed: {max}, the one in use and the next"),
    say_as<KeyTooShort>("{option} has a key of {length} {length:character|characters}; write at "
                        "least {min}, letters, digits and signs: openssl rand -hex 32 makes one"),
    say_as<KeyInvisible>("{option} has a key with a blank or another character that is not ASCII; "
                         "write letters, digits and signs: openssl rand -hex 32 makes one"),
    say_as<KeyDuplicate>("{option} has a duplicate key; give each key once"),
    say_as<MemoryAboveLimit>(
        "the server would keep about {needed} MiB resident, limits.memory_bytes allows {allowed}; "
        "take fewer threads, a smaller bundle or a larger machine"),
    say_as<MemoryAboveMachine>("the server would keep about {needed} MiB resident, the machine has "
                               "{there}; take fewer threads, a smaller bundle or a larger machine"),

    // Errors of what commands and programs ask for.

    // Errors of the command line.
};
static_assert(covers(kEnglish, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_english() {
  return kEnglish;
}

}  // namespace twotower
