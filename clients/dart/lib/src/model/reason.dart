//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/code_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'reason.g.dart';

/// Reason
///
/// Properties:
/// * [code]
/// * [text]
@BuiltValue()
abstract class Reason implements Built<Reason, ReasonBuilder> {
  @BuiltValueField(wireName: r'code')
  CodeEnum get code;
  // enum codeEnum {  name_mismatch,  underage,  address_unclear,  id_number_wrong,  document_expired,  document_unreadable,  document_not_accepted,  selfie_unreadable,  selfie_mismatch,  not_confirmed,  other,  };

  @BuiltValueField(wireName: r'text')
  String get text;

  Reason._();

  factory Reason([void updates(ReasonBuilder b)]) = _$Reason;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReasonBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Reason> get serializer => _$ReasonSerializer();
}

class _$ReasonSerializer implements PrimitiveSerializer<Reason> {
  @override
  final Iterable<Type> types = const [Reason, _$Reason];

  @override
  final String wireName = r'Reason';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Reason object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(CodeEnum),
    );
    yield r'text';
    yield serializers.serialize(
      object.text,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Reason object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReasonBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CodeEnum),
          ) as CodeEnum;
          result.code = valueDes;
          break;
        case r'text':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.text = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Reason deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReasonBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


