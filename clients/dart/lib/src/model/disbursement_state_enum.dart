//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'disbursement_state_enum.g.dart';

/// * `UPLOADED` - Uploaded: nobody has looked at it yet * `VALIDATING` - Being checked row by row * `INVALID` - Nothing in it can be paid * `READY` - Checked: its owner may submit it * `SUBMITTED` - Quoted: waits for a second person * `APPROVED` - Approved: the money is put aside * `PAYING` - Being paid * `DONE` - Every row is paid or failed * `REJECTED` - The second person said no * `CANCELLED` - Its owner gave it up * `FAILED` - Its file could not be read
class DisbursementStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'UPLOADED')
  static const DisbursementStateEnum UPLOADED = _$UPLOADED;
  @BuiltValueEnumConst(wireName: r'VALIDATING')
  static const DisbursementStateEnum VALIDATING = _$VALIDATING;
  @BuiltValueEnumConst(wireName: r'INVALID')
  static const DisbursementStateEnum INVALID = _$INVALID;
  @BuiltValueEnumConst(wireName: r'READY')
  static const DisbursementStateEnum READY = _$READY;
  @BuiltValueEnumConst(wireName: r'SUBMITTED')
  static const DisbursementStateEnum SUBMITTED = _$SUBMITTED;
  @BuiltValueEnumConst(wireName: r'APPROVED')
  static const DisbursementStateEnum APPROVED = _$APPROVED;
  @BuiltValueEnumConst(wireName: r'PAYING')
  static const DisbursementStateEnum PAYING = _$PAYING;
  @BuiltValueEnumConst(wireName: r'DONE')
  static const DisbursementStateEnum DONE = _$DONE;
  @BuiltValueEnumConst(wireName: r'REJECTED')
  static const DisbursementStateEnum REJECTED = _$REJECTED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const DisbursementStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const DisbursementStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DisbursementStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DisbursementStateEnum> get serializer => _$disbursementStateEnumSerializer;

  const DisbursementStateEnum._(String name): super(name);

  static BuiltSet<DisbursementStateEnum> get values => _$values;
  static DisbursementStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DisbursementStateEnumMixin = Object with _$DisbursementStateEnumMixin;

