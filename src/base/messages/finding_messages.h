#pragma once

#include "base/messages/message.h"

// What checks of the data say: see Finding.
namespace twotower {

// Users of a program, by far the most active.
using HeavyUsersKept =
    MessageOf<"data.heavy_users.kept", Count<"users">, Share<"share">, Name<"names">>;
using HeavyUsersLeftOut =
    MessageOf<"data.heavy_users.left_out", Count<"users">, Share<"share">, Name<"names">>;

// Tables and the interactions.
using UnjoinableUsers = MessageOf<"data.unjoinable.users", Share<"rows">, Count<"missing">>;
using UnjoinableItems = MessageOf<"data.unjoinable.items", Share<"rows">, Count<"missing">>;
using UnusedUsers = MessageOf<"data.unused_rows.users", Count<"unused">, Count<"all">>;
using UnusedItems = MessageOf<"data.unused_rows.items", Count<"unused">, Count<"all">>;

// Times and rows that come twice.
using SameTimeByFile = MessageOf<"data.same_time.by_file", Share<"rows">>;
using SameTimeByColumn = MessageOf<"data.same_time.by_column", Share<"rows">>;
using DuplicateRows = MessageOf<"data.duplicate_rows", Share<"rows">>;
using OneMoment = MessageOf<"data.one_moment", Share<"rows">>;
using FarTimes = MessageOf<"data.far_times">;
using RowsBehind = MessageOf<"data.rows_behind", Count<"rows">, Share<"share">>;
using OrderWithoutMeaning = MessageOf<"data.order_says_nothing", FourDigits<"in_order">,
                                      FourDigits<"shuffled">, FourDigits<"as_sets">>;
using SequencesSorted = MessageOf<"data.order_says_nothing.sorted">;
using LoggedTwice = MessageOf<"data.logged_twice", Share<"rows">>;
using TestLoggedTwice = MessageOf<"split.test_logged_twice", Share<"test">, Share<"rows">>;

// Test rows that training has.
using TestRowsInTraining =
    MessageOf<"split.test_rows_in_training.timed", Share<"test">, Share<"training">>;
using UntimedTestRowsInTraining =
    MessageOf<"split.test_rows_in_training.untimed", Share<"test">, Share<"training">>;
using TestMomentsShared = MessageOf<"split.test_copied.moment", Share<"test">, Share<"validation">>;
using TestRunsCopied =
    MessageOf<"split.test_copied.run", Share<"test">, Count<"length">, Share<"validation">>;
using TestRowsShifted = MessageOf<"split.test_copied.shift", Share<"test">, Share<"validation">>;
using TestItemsKnown = MessageOf<"split.test_items_known", Share<"test">, Share<"validation">>;
using CopiedUsers = MessageOf<"data.copied_users", Share<"share">, Count<"items">>;

// Columns that know the future, or the answer.
using TellsItem = MessageOf<"data.tells_item", WholeShare<"rows">>;
using NarrowsItem = MessageOf<"data.narrows_item", WholeShare<"by_item">, WholeShare<"by_context">>;
using LaterThanRow =
    MessageOf<"data.later_times.row", WholeShare<"rows">, Count<"beyond">, Count<"at_end">>;
using LaterTimesOfUsers = MessageOf<"data.later_times.users", Share<"times">>;
using LaterTimesOfItems = MessageOf<"data.later_times.items", Share<"times">>;
using KnowsTotals =
    MessageOf<"data.knows_totals", Said<"total">, Share<"explained">, Share<"past">>;
using KnowsTestTotals =
    MessageOf<"data.knows_test_totals", Said<"total">, Share<"explained">, Share<"past">>;
using NamesNextRow = MessageOf<"data.names_next.row", Said<"property">, Said<"group">,
                               Count<"next">, Count<"rows">, Count<"past">>;
using NamesLater = MessageOf<"data.names_next.later", Said<"property">, Count<"later">,
                             Count<"rows">, Count<"past">>;
using NamesTestTargetOfUsers = MessageOf<"data.names_test_target.users", Said<"property">,
                                         Count<"later">, Count<"all">, Count<"past">>;
using NamesTestTargetOfItems = MessageOf<"data.names_test_target.items", Said<"property">,
                                         Count<"later">, Count<"all">, Count<"past">>;
using TellsTestTarget = MessageOf<"data.tells_test_target", Said<"property">, WholeShare<"test">,
                                  WholeShare<"validation">>;
using AgreesWithTest =
    MessageOf<"data.agrees_with_test", Said<"property">, Share<"test">, Share<"known">>;
using FitsItemNamed = MessageOf<"data.fits_test.item", Share<"test">, Share<"known">>;
using FitsLevel = MessageOf<"data.fits_test.level", Share<"test">, Share<"known">>;
using TellsSplit = MessageOf<"data.tells_split", Share<"test">, Name<"value">, Share<"others">>;

// What became of the column of a leak: behind the finding.
using LeakNamed = MessageOf<"leak.named">;
using LeakUnread = MessageOf<"leak.unread">;
using LeakKept = MessageOf<"leak.kept">;
using LeakDropped = MessageOf<"leak.dropped">;

// What is summed, averaged, named or comes next.
using ColumnValue = MessageOf<"value.column", Name<"column">>;
using IdValue = MessageOf<"value.id">;
using EventWeight = MessageOf<"value.weight">;

// Totals: a figure, of a group of rows or of a part of the split.
using TotalOfGroup = MessageOf<"total.of_group", Said<"figure">, Said<"group">>;
using TotalInPart = MessageOf<"total.in_part", Said<"figure">, Said<"part">>;
using SumOf = MessageOf<"total.sum", Said<"value">>;
using MeanOf = MessageOf<"total.mean", Said<"value">>;
using NextOf = MessageOf<"total.next", Said<"value">>;
using SumSoFar = MessageOf<"total.sum_so_far", Said<"value">>;
using MeanSoFar = MessageOf<"total.mean_so_far", Said<"value">>;
using TotalDays = MessageOf<"total.days">;
using TotalOthers = MessageOf<"total.others">;
using FirstTime = MessageOf<"total.first_time">;
using LastTime = MessageOf<"total.last_time">;
using TotalLength = MessageOf<"total.length">;
using NextTime = MessageOf<"total.next_time">;
using NumberOfRows = MessageOf<"total.number_of_rows">;
using RowsLeft = MessageOf<"total.rows_left">;
using PlaceInOrder = MessageOf<"total.place">;
using TotalRows = MessageOf<"total.rows">;
using RowsOfLast14Days = MessageOf<"total.rows_of_14_days">;
using RowsOfLast30Days = MessageOf<"total.rows_of_30_days">;
using RowsOfLast7Days = MessageOf<"total.rows_of_7_days">;
using RowsOfLastDay = MessageOf<"total.rows_of_a_day">;
using RowsOfLastHalf = MessageOf<"total.rows_of_half">;
using RowsOfLastQuarter = MessageOf<"total.rows_of_quarter">;
using RowTime = MessageOf<"total.time">;
using TimeFromFirstToLast = MessageOf<"total.time_between">;
using TimeLeft = MessageOf<"total.time_left">;
using TimeSinceRowBefore = MessageOf<"total.time_since_row">;
using TimeSinceStart = MessageOf<"total.time_since_start">;
using TimeToNextRow = MessageOf<"total.time_to_next">;

// Groups of rows, and parts of the split.
using OfSequence = MessageOf<"group.sequence">;
using OfUser = MessageOf<"group.user">;
using OfSession = MessageOf<"group.session">;
using OfItem = MessageOf<"group.item">;
using OfUsersDay = MessageOf<"group.users_day">;
using OfItemsDay = MessageOf<"group.items_day">;
using InTraining = MessageOf<"part.training">;
using InTrainingAndValidation = MessageOf<"part.known">;
using InTest = MessageOf<"part.test">;
using InAllParts = MessageOf<"part.all">;

using FindingMessages =
    MessageList<HeavyUsersKept, HeavyUsersLeftOut, UnjoinableUsers, UnjoinableItems, UnusedUsers,
                UnusedItems, SameTimeByFile, SameTimeByColumn, DuplicateRows, OneMoment, FarTimes,
                RowsBehind, OrderWithoutMeaning, SequencesSorted, LoggedTwice, TestLoggedTwice,
                TestRowsInTraining, UntimedTestRowsInTraining, TestMomentsShared, TestRunsCopied,
                TestRowsShifted, TestItemsKnown, CopiedUsers, TellsItem, NarrowsItem, LaterThanRow,
                LaterTimesOfUsers, LaterTimesOfItems, KnowsTotals, KnowsTestTotals, NamesNextRow,
                NamesLater, NamesTestTargetOfUsers, NamesTestTargetOfItems, TellsTestTarget,
                AgreesWithTest, FitsItemNamed, FitsLevel, TellsSplit, LeakNamed, LeakUnread,
                LeakKept, LeakDropped, ColumnValue, IdValue, EventWeight, TotalOfGroup, TotalInPart,
                SumOf, MeanOf, NextOf, SumSoFar, MeanSoFar, TotalDays, TotalOthers, FirstTime,
                LastTime, TotalLength, NextTime, NumberOfRows, RowsLeft, PlaceInOrder, TotalRows,
                RowsOfLast14Days, RowsOfLast30Days, RowsOfLast7Days, RowsOfLastDay, RowsOfLastHalf,
                RowsOfLastQuarter, RowTime, TimeFromFirstToLast, TimeLeft, TimeSinceRowBefore,
                TimeSinceStart, TimeToNextRow, OfSequence, OfUser, OfSession, OfItem, OfUsersDay,
                OfItemsDay, InTraining, InTrainingAndValidation, InTest, InAllParts>;

}  // namespace twotower
