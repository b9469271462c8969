//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'submission_state_enum.g.dart';

/// * `DRAFT` - Draft * `SUBMITTED` - Being checked * `IN_REVIEW` - In review * `APPROVED` - Approved * `REJECTED` - Rejected * `EXPIRED` - Expired
class SubmissionStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'DRAFT')
  static const SubmissionStateEnum DRAFT = _$DRAFT;
  @BuiltValueEnumConst(wireName: r'SUBMITTED')
  static const SubmissionStateEnum SUBMITTED = _$SUBMITTED;
  @BuiltValueEnumConst(wireName: r'IN_REVIEW')
  static const SubmissionStateEnum IN_REVIEW = _$IN_REVIEW;
  @BuiltValueEnumConst(wireName: r'APPROVED')
  static const SubmissionStateEnum APPROVED = _$APPROVED;
  @BuiltValueEnumConst(wireName: r'REJECTED')
  static const SubmissionStateEnum REJECTED = _$REJECTED;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const SubmissionStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SubmissionStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SubmissionStateEnum> get serializer => _$submissionStateEnumSerializer;

  const SubmissionStateEnum._(String name): super(name);

  static BuiltSet<SubmissionStateEnum> get values => _$values;
  static SubmissionStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SubmissionStateEnumMixin = Object with _$SubmissionStateEnumMixin;

