//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'code_enum.g.dart';

/// * `name_mismatch` - name_mismatch * `underage` - underage * `address_unclear` - address_unclear * `id_number_wrong` - id_number_wrong * `document_expired` - document_expired * `document_unreadable` - document_unreadable * `document_not_accepted` - document_not_accepted * `selfie_unreadable` - selfie_unreadable * `selfie_mismatch` - selfie_mismatch * `not_confirmed` - not_confirmed * `other` - other
class CodeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'name_mismatch')
  static const CodeEnum nameMismatch = _$nameMismatch;
  @BuiltValueEnumConst(wireName: r'underage')
  static const CodeEnum underage = _$underage;
  @BuiltValueEnumConst(wireName: r'address_unclear')
  static const CodeEnum addressUnclear = _$addressUnclear;
  @BuiltValueEnumConst(wireName: r'id_number_wrong')
  static const CodeEnum idNumberWrong = _$idNumberWrong;
  @BuiltValueEnumConst(wireName: r'document_expired')
  static const CodeEnum documentExpired = _$documentExpired;
  @BuiltValueEnumConst(wireName: r'document_unreadable')
  static const CodeEnum documentUnreadable = _$documentUnreadable;
  @BuiltValueEnumConst(wireName: r'document_not_accepted')
  static const CodeEnum documentNotAccepted = _$documentNotAccepted;
  @BuiltValueEnumConst(wireName: r'selfie_unreadable')
  static const CodeEnum selfieUnreadable = _$selfieUnreadable;
  @BuiltValueEnumConst(wireName: r'selfie_mismatch')
  static const CodeEnum selfieMismatch = _$selfieMismatch;
  @BuiltValueEnumConst(wireName: r'not_confirmed')
  static const CodeEnum notConfirmed = _$notConfirmed;
  @BuiltValueEnumConst(wireName: r'other')
  static const CodeEnum other = _$other;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CodeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CodeEnum> get serializer => _$codeEnumSerializer;

  const CodeEnum._(String name): super(name);

  static BuiltSet<CodeEnum> get values => _$values;
  static CodeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CodeEnumMixin = Object with _$CodeEnumMixin;

