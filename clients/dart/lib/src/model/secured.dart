//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/secured_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'secured.g.dart';

/// Secured
///
/// Properties:
/// * [status]
/// * [securedAt]
@BuiltValue()
abstract class Secured implements Built<Secured, SecuredBuilder> {
  @BuiltValueField(wireName: r'status')
  SecuredStatusEnum get status;
  // enum statusEnum {  secured,  };

  @BuiltValueField(wireName: r'secured_at')
  DateTime get securedAt;

  Secured._();

  factory Secured([void updates(SecuredBuilder b)]) = _$Secured;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SecuredBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Secured> get serializer => _$SecuredSerializer();
}

class _$SecuredSerializer implements PrimitiveSerializer<Secured> {
  @override
  final Iterable<Type> types = const [Secured, _$Secured];

  @override
  final String wireName = r'Secured';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Secured object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(SecuredStatusEnum),
    );
    yield r'secured_at';
    yield serializers.serialize(
      object.securedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Secured object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SecuredBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SecuredStatusEnum),
          ) as SecuredStatusEnum;
          result.status = valueDes;
          break;
        case r'secured_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.securedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Secured deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SecuredBuilder();
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


