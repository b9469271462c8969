//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/merchant_document_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_document.g.dart';

/// AgentDocument
///
/// Properties:
/// * [kind]
/// * [size] - In bytes, as it is kept.
/// * [uploadedAt]
@BuiltValue()
abstract class AgentDocument implements Built<AgentDocument, AgentDocumentBuilder> {
  @BuiltValueField(wireName: r'kind')
  MerchantDocumentKindEnum get kind;
  // enum kindEnum {  licence,  premises,  registration,  tax,  };

  /// In bytes, as it is kept.
  @BuiltValueField(wireName: r'size')
  int get size;

  @BuiltValueField(wireName: r'uploaded_at')
  DateTime get uploadedAt;

  AgentDocument._();

  factory AgentDocument([void updates(AgentDocumentBuilder b)]) = _$AgentDocument;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentDocumentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentDocument> get serializer => _$AgentDocumentSerializer();
}

class _$AgentDocumentSerializer implements PrimitiveSerializer<AgentDocument> {
  @override
  final Iterable<Type> types = const [AgentDocument, _$AgentDocument];

  @override
  final String wireName = r'AgentDocument';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentDocument object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(MerchantDocumentKindEnum),
    );
    yield r'size';
    yield serializers.serialize(
      object.size,
      specifiedType: const FullType(int),
    );
    yield r'uploaded_at';
    yield serializers.serialize(
      object.uploadedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentDocument object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentDocumentBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MerchantDocumentKindEnum),
          ) as MerchantDocumentKindEnum;
          result.kind = valueDes;
          break;
        case r'size':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.size = valueDes;
          break;
        case r'uploaded_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.uploadedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentDocument deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentDocumentBuilder();
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


