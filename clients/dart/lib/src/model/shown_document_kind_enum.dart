//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'shown_document_kind_enum.g.dart';

/// * `NATIONAL_ID` - NATIONAL_ID * `PASSPORT` - PASSPORT * `DRIVING_LICENCE` - DRIVING_LICENCE * `RESIDENCE_PERMIT` - RESIDENCE_PERMIT
class ShownDocumentKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'NATIONAL_ID')
  static const ShownDocumentKindEnum NATIONAL_ID = _$NATIONAL_ID;
  @BuiltValueEnumConst(wireName: r'PASSPORT')
  static const ShownDocumentKindEnum PASSPORT = _$PASSPORT;
  @BuiltValueEnumConst(wireName: r'DRIVING_LICENCE')
  static const ShownDocumentKindEnum DRIVING_LICENCE = _$DRIVING_LICENCE;
  @BuiltValueEnumConst(wireName: r'RESIDENCE_PERMIT')
  static const ShownDocumentKindEnum RESIDENCE_PERMIT = _$RESIDENCE_PERMIT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ShownDocumentKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ShownDocumentKindEnum> get serializer => _$shownDocumentKindEnumSerializer;

  const ShownDocumentKindEnum._(String name): super(name);

  static BuiltSet<ShownDocumentKindEnum> get values => _$values;
  static ShownDocumentKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ShownDocumentKindEnumMixin = Object with _$ShownDocumentKindEnumMixin;

