//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'document_type_enum.g.dart';

/// * `NATIONAL_ID` - National identity card * `PASSPORT` - Passport * `DRIVING_LICENCE` - Driving licence * `RESIDENCE_PERMIT` - Residence permit
class DocumentTypeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'NATIONAL_ID')
  static const DocumentTypeEnum NATIONAL_ID = _$NATIONAL_ID;
  @BuiltValueEnumConst(wireName: r'PASSPORT')
  static const DocumentTypeEnum PASSPORT = _$PASSPORT;
  @BuiltValueEnumConst(wireName: r'DRIVING_LICENCE')
  static const DocumentTypeEnum DRIVING_LICENCE = _$DRIVING_LICENCE;
  @BuiltValueEnumConst(wireName: r'RESIDENCE_PERMIT')
  static const DocumentTypeEnum RESIDENCE_PERMIT = _$RESIDENCE_PERMIT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DocumentTypeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DocumentTypeEnum> get serializer => _$documentTypeEnumSerializer;

  const DocumentTypeEnum._(String name): super(name);

  static BuiltSet<DocumentTypeEnum> get values => _$values;
  static DocumentTypeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DocumentTypeEnumMixin = Object with _$DocumentTypeEnumMixin;

