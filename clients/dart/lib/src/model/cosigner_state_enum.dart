//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cosigner_state_enum.g.dart';

/// * `INVITED` - INVITED * `ACTIVE` - ACTIVE
class CosignerStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'INVITED')
  static const CosignerStateEnum INVITED = _$INVITED;
  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const CosignerStateEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CosignerStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CosignerStateEnum> get serializer => _$cosignerStateEnumSerializer;

  const CosignerStateEnum._(String name): super(name);

  static BuiltSet<CosignerStateEnum> get values => _$values;
  static CosignerStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CosignerStateEnumMixin = Object with _$CosignerStateEnumMixin;

