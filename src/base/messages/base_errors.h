#pragma once

#include "base/messages/message.h"

// Errors of files, options, JSON and tensors: see Error.
namespace twotower {

// Why the system refuses something; ForeignReason: in words of its own, or of a library.
using ForeignReason = MessageOf<"reason.foreign", Name<"reason">>;
using NoSuchFile = MessageOf<"reason.no_such_file">;
using PermissionDenied = MessageOf<"reason.permission_denied">;
using OperationNotPermitted = MessageOf<"reason.not_permitted">;
using NoSpaceLeft = MessageOf<"reason.no_space">;
using DiskQuotaExceeded = MessageOf<"reason.quota">;
using IsADirectory = MessageOf<"reason.is_directory">;
using NotADirectory = MessageOf<"reason.not_directory">;
using DirectoryNotEmpty = MessageOf<"reason.directory_not_empty">;
using ReadOnlyFileSystem = MessageOf<"reason.read_only">;
using FileExists = MessageOf<"reason.file_exists">;
using FileNameTooLong = MessageOf<"reason.name_too_long">;
using TooManyOpenFiles = MessageOf<"reason.too_many_files">;
using InputOutputError = MessageOf<"reason.input_output">;
using NotARegularFile = MessageOf<"reason.not_regular_file">;

// Files.
using FileUnreadable = MessageOf<"file.unreadable.reason", Name<"path">, Said<"reason">>;
using FileUnwritable = MessageOf<"file.unwritable.reason", Name<"path">, Said<"reason">>;
using FolderMissing =
    MessageOf<"file.unwritable.no_folder", Name<"path">, Name<"folder">, Name<"argument">>;
using TensorHeaderUnwritable =
    MessageOf<"file.unwritable.tensor_header", Name<"path">, Count<"bytes">, Count<"max">>;

// JSON. The place is a source and a line.
using JsonSyntax = MessageOf<"json.syntax.at", Name<"place">, Name<"reason">>;

// Options: what is wrong, and how to fix it, with the line before it where there is one.
using ValueRefused =
    MessageOf<"config.value_refused", Name<"path">, Said<"value">, Said<"problem">>;
using KeyGivenTwice = MessageOf<"config.duplicate_key.path", Name<"path">, Said<"fix">>;
using NotAnOption = MessageOf<"config.unknown_key.path", Name<"path">, Said<"fix">>;
using AtLine = MessageOf<"config.at_line", Name<"place">, Said<"problem">>;
using KeepOneKey = MessageOf<"config.duplicate_key.keep_one">;
using NoSuchName = MessageOf<"config.unknown_name.no_such", Said<"fix">>;
using DidYouMean = MessageOf<"config.did_you_mean", Name<"name">>;
using DidYouMeanAmong = MessageOf<"config.did_you_mean_among", Name<"name">, Names<"names">>;
using HelpListsAll = MessageOf<"config.unknown_key.help">;

// A value that was given.
using GivenJson = MessageOf<"given.json", Name<"json">>;
using GivenMap = MessageOf<"given.map">;
using GivenList = MessageOf<"given.list">;

// What is allowed.
using Allowed = MessageOf<"allowed.form", Said<"form">>;
using AllowedNames = MessageOf<"allowed.names", Names<"names">>;
using AllowedBool = MessageOf<"allowed.bool">;
using AllowedInteger = MessageOf<"allowed.integer">;
using AllowedIntegerIn = MessageOf<"allowed.integer_in", Said<"range">>;
using AllowedNumber = MessageOf<"allowed.number">;
using AllowedNumberIn = MessageOf<"allowed.number_in", Said<"range">>;
using AllowedText = MessageOf<"allowed.text">;
using AllowedOneOf = MessageOf<"allowed.one_of", Names<"names">>;
using AllowedListOf = MessageOf<"allowed.list_of", Said<"element">>;
using AllowedMapOf = MessageOf<"allowed.map_of", Said<"element">>;
using AllowedMap = MessageOf<"allowed.map">;
using AllowedKinds = MessageOf<"allowed.kinds", Names<"kinds">>;
using AllowedOrNull = MessageOf<"allowed.or_null", Said<"form">>;
using AllowedDuration = MessageOf<"allowed.duration">;
using AllowedTime = MessageOf<"allowed.time">;
using RangeBetween = MessageOf<"range.between", Name<"min">, Name<"max">>;
using RangeAbove = MessageOf<"range.above", Name<"min">>;
using RangeAtLeast = MessageOf<"range.at_least", Name<"min">>;
using RangeAtMost = MessageOf<"range.at_most", Name<"max">>;

// What is wrong with a file of tensors.
using TensorFileTooShort = MessageOf<"bundle.corrupt.tensor_file_too_short">;
using TensorHeaderTooLong =
    MessageOf<"bundle.corrupt.tensor_header_too_long", Count<"bytes">, Count<"max">>;
using TensorHeaderNotAMap = MessageOf<"bundle.corrupt.tensor_header_not_map">;
using TensorNameDuplicate = MessageOf<"bundle.corrupt.tensor_name_duplicate", Name<"name">>;
using TensorMetadataNotAMap = MessageOf<"bundle.corrupt.tensor_metadata_not_map">;
using TensorMetadataWrong = MessageOf<"bundle.corrupt.tensor_metadata_wrong", Name<"key">>;
using TensorKeysWrong = MessageOf<"bundle.corrupt.tensor_keys", Name<"name">>;
using TensorBytesWrong = MessageOf<"bundle.corrupt.tensor_bytes", Name<"name">, Count<"begin">,
                                   Count<"end">, Count<"size">>;
using TensorNotAligned = MessageOf<"bundle.corrupt.tensor_not_aligned", Name<"name">>;
using TensorOverlaps = MessageOf<"bundle.corrupt.tensor_overlaps", Name<"name">>;
using TensorTrailingBytes = MessageOf<"bundle.corrupt.tensor_trailing_bytes">;
using TensorMissing = MessageOf<"bundle.corrupt.tensor_missing", Name<"name">, Name<"expected">>;
using TensorOfOtherForm =
    MessageOf<"bundle.corrupt.tensor_form", Name<"name">, Name<"expected">, Name<"found">>;

using BaseErrors = MessageList<
    ForeignReason, NoSuchFile, PermissionDenied, OperationNotPermitted, NoSpaceLeft,
    DiskQuotaExceeded, IsADirectory, NotADirectory, DirectoryNotEmpty, ReadOnlyFileSystem,
    FileExists, FileNameTooLong, TooManyOpenFiles, InputOutputError, NotARegularFile,
    FileUnreadable, FileUnwritable, FolderMissing, TensorHeaderUnwritable, JsonSyntax, ValueRefused,
    KeyGivenTwice, NotAnOption, AtLine, KeepOneKey, NoSuchName, DidYouMean, DidYouMeanAmong,
    HelpListsAll, GivenJson, GivenMap, GivenList, Allowed, AllowedNames, AllowedBool,
    AllowedInteger, AllowedIntegerIn, AllowedNumber, AllowedNumberIn, AllowedText, AllowedOneOf,
    AllowedListOf, AllowedMapOf, AllowedMap, AllowedKinds, AllowedOrNull, AllowedDuration,
    AllowedTime, RangeBetween, RangeAbove, RangeAtLeast, RangeAtMost, TensorFileTooShort,
    TensorHeaderTooLong, TensorHeaderNotAMap, TensorNameDuplicate, TensorMetadataNotAMap,
    TensorMetadataWrong, TensorKeysWrong, TensorBytesWrong, TensorNotAligned, TensorOverlaps,
    TensorTrailingBytes, TensorMissing, TensorOfOtherForm>;

}  // namespace twotower
