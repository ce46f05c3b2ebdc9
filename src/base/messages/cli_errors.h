#pragma once

#include "base/messages/message.h"

// Errors of the command line: see Error.
namespace twotower {

// Commands and flags that there are not. `call` is how a command is called: "twotower train".
using UnknownCommand =
    MessageOf<"usage.unknown_command", Name<"word">, Name<"call">, Names<"commands">>;
using UnknownFlag = MessageOf<"usage.unknown_flag", Name<"flag">, Name<"call">>;
using UsageNear = MessageOf<"usage.near", Said<"problem">, Name<"nearest">>;
// Flags of other programs that say where to compute.
using NoDevice = MessageOf<"usage.no_device", Said<"problem">, Name<"flag">>;

// A known command that is called wrongly, and how.
using WrongUsage = MessageOf<"usage.wrong", Name<"call">, Said<"problem">>;
using CommandRequired = MessageOf<"usage.wrong.command_required", Names<"commands">>;
using FlagRequired = MessageOf<"usage.wrong.required", Name<"flag">>;
using OneFlagRequired = MessageOf<"usage.wrong.one_required", Names<"flags">>;
using FlagNeedsOneOf = MessageOf<"usage.wrong.needs_one_of", Name<"flag">, Names<"others">>;
using FlagNeedsOther = MessageOf<"usage.wrong.needs", Name<"flag">, Name<"other">>;
using FlagExcludesOther = MessageOf<"usage.wrong.excludes", Name<"flag">, Name<"other">>;
using FlagWithoutValue = MessageOf<"usage.wrong.without_value", Name<"flag">>;
using FlagTakesNoValue = MessageOf<"usage.wrong.takes_no_value", Name<"flag">, Name<"value">>;
using FlagHasTooFewValues =
    MessageOf<"usage.wrong.too_few_values", Name<"flag">, Count<"given">, Count<"min">>;
using FlagHasTooManyValues =
    MessageOf<"usage.wrong.too_many_values", Name<"flag">, Count<"given">, Count<"max">>;
using FlagOutOfRange =
    MessageOf<"usage.wrong.out_of_range", Name<"flag">, Name<"value">, Name<"min">, Name<"max">>;
using FlagValueUnknown =
    MessageOf<"usage.wrong.unknown_value", Name<"flag">, Name<"value">, Names<"allowed">>;
using FlagNotWhole = MessageOf<"usage.wrong.not_whole", Name<"flag">, Name<"value">>;
using CountUnread = MessageOf<"usage.wrong.count", Name<"flag">, Name<"value">, Name<"example">>;
using CommaBetweenDigits =
    MessageOf<"usage.wrong.comma", Name<"flag">, Name<"value">, Name<"meant">>;
using SizeOfNothing = MessageOf<"usage.wrong.size_of_nothing">;
using SizeLacks = MessageOf<"usage.wrong.size_lacks", Name<"flag">, Name<"example">>;
using FlagNotNumber = MessageOf<"usage.wrong.not_number", Name<"flag">, Name<"value">>;
using UnexpectedArguments = MessageOf<"usage.wrong.unexpected", Names<"arguments">>;
using OtherWrongUsage = MessageOf<"usage.wrong.other", Name<"reason">>;  // of CLI11

// Values of flags.
using TooFewItemsAsked = MessageOf<"request.out_of_range.k_flag", Count<"k">>;
using IdsNotApart =
    MessageOf<"request.unknown_id.not_apart", Name<"id">, Name<"flag">, Name<"example">>;
using LabelNear =
    MessageOf<"request.unknown_id.label_near", Name<"flag">, Name<"label">, Names<"near">>;
using IdsInFile = MessageOf<"request.unknown_id.in_file", Name<"path">, Name<"flag">>;
using LabelOfSeveral = MessageOf<"request.unknown_id.label_of_several", Name<"flag">, Name<"label">,
                                 Count<"items">, Names<"ids">>;
using ListWithoutIds = MessageOf<"request.unknown_id.no_list", Name<"flag">>;
using NoColumnButItemId =
    MessageOf<"config.unknown_name.item_id", Said<"problem">, Name<"item_id">>;

// What serves, and what is printed.
using NothingToServe = MessageOf<"usage.wrong.nothing_to_serve">;
using ServerKeysGone = MessageOf<"config.conflict.server_keys_gone">;
using ServerKeysNew = MessageOf<"config.conflict.server_keys_new">;
using StandardOutputUnwritable = MessageOf<"file.unwritable.standard_output", Said<"reason">>;

using CliErrors =
    MessageList<UnknownCommand, UnknownFlag, UsageNear, NoDevice, WrongUsage, CommandRequired,
                FlagRequired, OneFlagRequired, FlagNeedsOneOf, FlagNeedsOther, FlagExcludesOther,
                FlagWithoutValue, FlagTakesNoValue, FlagHasTooFewValues, FlagHasTooManyValues,
                FlagOutOfRange, FlagValueUnknown, FlagNotWhole, CountUnread, CommaBetweenDigits,
                SizeOfNothing, SizeLacks, FlagNotNumber, UnexpectedArguments, OtherWrongUsage,
                TooFewItemsAsked, IdsNotApart, LabelNear, IdsInFile, LabelOfSeveral, ListWithoutIds,
                NoColumnButItemId, NothingToServe, ServerKeysGone, ServerKeysNew,
                StandardOutputUnwritable>;

}  // namespace twotower
