#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "checks/entity_rows.h"
#include "data/interactions.h"
#include "data/read_dataset.h"
#include "data/split.h"
#include "features/raw_column.h"

namespace twotower {

// The checks of check_data(), one by one.

// What is odd about the log itself, columns apart; notes and warnings:
//   data.heavy_users     see find_heavy_users()
//   data.unjoinable      1 % of the rows or more name a user or an item that its table lacks
//   data.unused_rows     1 % of the users or items of a table never occur
//   data.same_time       rows that share a time with another of their sequence, from 1 % on: their
//                        order is that of the file
//   data.duplicate_rows  rows equal to another in user, item and time, from .1 % on
//   data.one_moment      5 % of the rows or more have one and the same time
//   data.far_times       less than 1 % of the rows take more time than all others together
//   data.rows_behind     the file is in the order of time but for up to 20 % of the rows, which lie
//                        a day or more behind
// Thread-safe. Memory: 8 bytes an interaction.
std::vector<Finding> check_log(const Dataset& dataset, HeavyRule heavy);

// Rows that repeat their sequence's row of the same item within ten seconds, as a client and a
// server do that both log an event, where 1 % of the rows do:
//   split.test_logged_twice  5 % of the test rows are such a repetition of a row of training or
//                            validation, which is in the history that they are asked from
//   data.logged_twice        else: a warning
// People who return to an item do so after any time: in the minute after the ten seconds there must
// be less than a fifth of such repetitions a second. Nothing where times are minutes or days, or
// all repetitions have equal times (see data.duplicate_rows) and the test has none. Needs times.
// One pass over the rows; looks 50 rows back.
std::optional<Finding> check_logged_twice(const Interactions& log, const Split& split);

// Rows of the test that training has, too:
//   split.test_rows_in_training  rows equal in user, item and time (in user and item where nothing
//                                has a time) in training and test: 1 % of the test's, and twice the
//                                share of training rows that have such a twin in training
//   split.test_items_known       test rows whose user took the item in training, far beyond what
//                                validation rows show: copies with other times
//   split.test_copied            far beyond what validation shows, test rows have a twin of the
//                                same item and time; or end three or five rows in a row that stand
//                                in training, anybody's; or lie at one exact distance behind their
//                                user's training row of the same item
// Far beyond: 1 % of the rows and 5 standard errors of the difference more; of runs half as many
// again, since how common one is depends on its place in a visit. What is usual in the data,
// repeated orders or albums heard through, is as usual in validation. Needs a validation part for
// the last two. Memory: 8 bytes an interaction.
std::vector<Finding> check_copies(const Interactions& log, const Split& split);

// Users whose history stands in the log a second time, under another id, whatever the split:
//   data.copied_users  1 % of the sequences of six different items or more, and five or more, are
//                      equal to another or to its beginning: in the same order, or, from ten
//                      different items on, in any (times that were shifted a little)
// A new account that goes on where the old one ended has the answers of the old one in training.
// One pass and a half over the rows. Memory: some 50 bytes a sequence.
std::optional<Finding> check_copied_users(const Interactions& log);

// Columns of the users or items table that know the future; one finding a column at most:
//   data.knows_test_totals  made from the test's rows too: see FactBook and entity_facts(); of
//                           entities that training and test both have, and of all that training has
//   data.later_times        times later than the test's start, none later than the data's end, of
//                           entities that training knows (in a split by time)
//   data.names_test_target  names what is taken in the test and never before: the other side's id
//                           or a value of its columns, see FutureValueShare
//   data.agrees_with_test   of users: names what they take in the test far more often than what
//                           they took just before, see TakenValues
//   data.fits_test          of users: fits what they take in the test more than in validation, by
//                           what training knows, see TrainedAgreement; a leak or a warning
//   data.tells_test_target  tells the other side (or a value of its columns) in the test much
//                           better than in validation: codes of it
// Thread-safe. Cost: some passes over 2 million rows at most, for each column.
std::vector<Finding> check_table(const Dataset& dataset, const Split& split,
                                 const CheckedSide& side);

// What some columns of the interactions are read for.
struct ContextRoles {
  std::string sessions;             // the column of session ids, or empty
  std::vector<std::string> unread;  // read for the checks alone: no feature reads them
};

// Columns of the interactions that know the future or the answer; one finding a column at most:
//   data.tells_item         rows of one item mostly have one value, and rows of one user that took
//                           other items do not: it gives the answer away
//   data.knows_totals       made from later rows of its sequence, session, user, item or day: see
//                           FactBook and row_facts()
//   data.later_times        times after the row's own, and none after the data's end, so that they
//                           were noted and not planned
//   data.names_next         names what comes later in the sequence and never before, see
//                           FutureValueShare, or a property of the next row of the sequence or
//                           session, see NextStepShare
//   data.tells_test_target  tells what was taken in the test much better than in validation
//   data.tells_split        has other values in the test, see check_split_indicator()
//   data.narrows_item       describes the item more than the request, see NarrowingLeak
// Thread-safe. Cost: some passes over the interactions, and over 20,000 rows for each column and
// kind of group.
std::vector<Finding> check_context(const Dataset& dataset, const Split& split,
                                   const ContextRoles& roles);

// Whether a column of the interactions says which rows are the test:
//   data.tells_split  of two or three values, the test and the other rows have none in common; or,
//                     unless `is_calendar` (an hour or a weekday, which every request knows), the
//                     shares of the values differ by half or more (total variation) between
//                     validation and test, of 100 rows or more each, and by less than a fifth of
//                     that between training and validation
// One pass over the rows, which ends at the fourth value.
std::optional<Finding> check_split_indicator(const RawColumn& column, const Split& split,
                                             bool is_calendar);

}  // namespace twotower
